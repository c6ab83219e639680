// What differs between a launch and the last run of its template, in one line.

import { specDifferences, type SpecDifference } from '../../app/domain/launch/spec-difference.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import type { PoolSummary } from '../../app/domain/spec/pool-summary.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { RenderContext } from '../kit/context.ts';
import { bounds } from '../kit/limits.ts';
import { quote, quoteCode, say, type Line } from '../kit/rich.ts';
import { poolLine } from './pools.ts';
import { handleLink } from './rerun.ts';

/** Values of parameters; the window with the spec has them whole. */
const mostValue = 120;

/**
 * `Unlike the last run here, a1b2: lr=0.2 instead of 0.1 · version v8 instead of v7.` Or it
 * says that nothing differs, that there was no last run, or that only its channel may see it.
 */
export function differenceLine(
  { launch, lastRun, uncompared }: CardView,
  context: RenderContext,
): Line {
  if (uncompared === true) {
    return [say('How it compares with the last run of its template shows only in its channel.')];
  }
  if (lastRun === undefined) {
    return [say('The first run of its template here, so there is none to compare it with.')];
  }
  const differences = specDifferences(lastRun, launch);
  const last = handleLink(lastRun, context);
  if (differences.length === 0) return [say('The same as the last run here, '), last, say('.')];
  return [
    say('Unlike the last run here, '),
    last,
    say(': '),
    ...differences.flatMap((one, at): Line => [...(at === 0 ? [] : [say(' · ')]), ...parts(one)]),
  ];
}

function parts(one: SpecDifference): Line {
  switch (one.kind) {
    case 'parameter': {
      const name = quote(one.name);
      if (one.was === redacted && one.is === redacted) return [name, say(' differs (hidden)')];
      if (one.is === undefined)
        return [say('without '), name, say(' (was '), value(one.was), say(')')];
      const before: Line = one.was === undefined ? [say(' (new)')] : instead([value(one.was)]);
      return [name, say('='), value(one.is), ...before];
    }
    case 'version':
      return [say('version '), quote(one.is), ...instead([quote(one.was)])];
    case 'target':
      return [quote(formatTarget(one.is)), ...instead([quote(formatTarget(one.was))])];
    case 'machines':
      return [...machines(one.is), ...instead(machines(one.was))];
    case 'image':
      return [say('runs '), ...images(one.is), ...instead(images(one.was))];
    case 'time-limit':
      return [limit(one.is), ...instead([limit(one.was)])];
    case 'more-parameters':
      return [say(`${one.count} more parameters`)];
    case 'fields': {
      const places = one.paths.flatMap((path, at): Line => [
        ...(at === 0 ? [] : [say(', ')]),
        quoteCode(path, mostValue),
      ]);
      return [
        say('also '),
        ...places,
        ...(one.more > 0 ? [say(` and ${one.more} more places`)] : []),
      ];
    }
  }
}

const instead = (before: Line): Line => [say(' instead of '), ...before];
const value = (text: string | undefined) => quote(text ?? '', mostValue);
const limit = (ms: number | undefined) =>
  say(ms === undefined ? 'no time limit of its own' : `at most ${formatDuration(ms)} of running`);

function machines(pools: readonly PoolSummary[]): Line {
  const used = pools.filter(({ replicas }) => replicas > 0);
  if (used.length === 0) return [say('no machines')];
  return used.flatMap((pool, at): Line => [
    ...(at === 0 ? [] : [say(', ')]),
    ...poolLine(pool),
    ...diskParts(pool),
  ]);
}

/** Only a disk that is written down. */
function diskParts({ disk }: PoolSummary): Line {
  if (disk?.type === undefined && disk?.sizeGb === undefined) return [];
  const size = disk.sizeGb === undefined ? '' : `${disk.sizeGb} GB `;
  return [say(` with ${size}`), quote(disk.type ?? 'disk')];
}

const images = (names: readonly string[]): Line =>
  names.length === 0 ? [say('no image')] : [quote(names.join(', '), bounds.reason)];
