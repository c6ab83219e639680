// Where a job comes from. Never claims that a person launched an external job; its labels are
// quoted as such.

import type { CardView } from '../../app/domain/launch/card.ts';
import { pipelineOf } from '../../app/domain/notification/origin.ts';
import { ownerOf, wasOnlyAsked, type Launch } from '../../app/domain/launch/launch.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { bounds } from '../kit/limits.ts';
import { quote, quoteCode, say, user, type Line } from '../kit/rich.ts';

/**
 * `resnet-train v7 · launched by @ana`, or `launched elsewhere`, with the watch that shows it here.
 * What ended without the approval that it takes was only asked for.
 */
export function originParts({ launch, watched }: CardView): Line {
  const owner = ownerOf(launch);
  const by = watched?.by ?? (owner === undefined ? launch.requester.userId : undefined);
  return [
    ...sourceParts(launch),
    ...(owner === undefined ? [] : [say(byWords(launch)), user(owner)]),
    ...(by === undefined ? [] : [say(' · watched for '), user(by)]),
    ...(watched?.called === undefined ? [] : [say(' · owner by label '), user(watched.called)]),
  ];
}

const byWords = (launch: Launch): string =>
  wasOnlyAsked(launch) ? ' · asked for by ' : ' · launched by ';

/** What it was launched from. */
export function sourceParts(launch: Launch): Line {
  if (ownerOf(launch) === undefined) return [say('launched elsewhere')];
  const { name, version } = launch.template;
  return [quote(name), say(' '), quote(version)];
}

/** The owner, as in lists. */
export function ownerParts({ launch }: CardView): Line {
  const owner = ownerOf(launch);
  return [owner === undefined ? say('launched elsewhere') : user(owner)];
}

/** The first reply in a channel that didn't launch the job: why it is here. */
export function watchedLines(
  { launch }: CardView,
  { by, criterion, job }: Extract<Update, { kind: 'watched' }>,
): readonly Line[] {
  const owner = ownerOf(launch);
  const labels = Object.entries(launch.body.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const run = owner === undefined ? pipelineOf(launch.body.labels) : undefined;
  return [
    [
      say('Watched for '),
      user(by),
      say(' ('),
      quoteCode(criterion, bounds.reason),
      say('): job '),
      quoteCode(job.id),
      ...(owner === undefined
        ? [say(', which was not launched through me.')]
        : [say(', launched by '), user(owner), say('.')]),
    ],
    ...(run === undefined
      ? []
      : [[say('Its labels say that it belongs to the pipeline run '), quoteCode(run), say('.')]]),
    ...(owner !== undefined || labels.length === 0
      ? []
      : [[say('Its labels: '), quote(labels.join(', '), bounds.reason)]]),
  ];
}
