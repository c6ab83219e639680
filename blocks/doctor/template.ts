// What doctor found among the templates.

import { quoteReason } from '../kit/reason.ts';
import type { FindingOf } from '../../app/domain/doctor/checkup.ts';
import { quote, quoteCode, say, type Line } from '../kit/rich.ts';

export function templatesParts({ count = 0, why: failure }: FindingOf<'templates'>): Line {
  if (failure !== undefined) {
    return [say('Templates: '), quoteReason(failure), say('. See the database.')];
  }
  return [
    say(
      count === 0
        ? 'Templates: there are none. Put YAML files into TEMPLATES_DIR, or save one in Slack.'
        : `Templates: ${count} can be launched.`,
    ),
  ];
}

/** More places than this are only counted. */
const mostPlaces = 3;

/** Where a secret is, never what it is. */
export function secretParts({
  name,
  origin,
  places,
  isRefused,
}: FindingOf<'template-secret'>): Line {
  const more = places.length - mostPlaces;
  const shown = places
    .slice(0, mostPlaces)
    .flatMap((place, nth): Line => [say(nth === 0 ? ' in ' : ', '), quoteCode(place, 120)]);
  return [
    say('Template '),
    quoteCode(name),
    ...(origin === 'Slack' ? [] : [say(' ('), quote(origin), say(')')]),
    say(' seems to hold a secret'),
    ...shown,
    say(more > 0 ? ` and ${more} more place${more === 1 ? '' : 's'}. ` : '. '),
    say(
      `I show it to nobody, but ${seenBy(origin, isRefused)}: keep it in Secret Manager instead.`,
    ),
  ];
}

function seenBy(origin: string, isRefused = false): string {
  if (!isRefused) return 'it goes into every job';
  return origin === 'Slack' ? 'it stays in its history' : 'whoever can read the file sees it';
}
