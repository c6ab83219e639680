// A re-run and its original refer to each other.

import type { RelatedLaunch } from '../../app/domain/launch/card.ts';
import { writeDollars } from '../../app/domain/cost/typed-amount.ts';
import { typedCostUsd } from '../../app/domain/guard/written-guard.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { Launch, LaunchChoices } from '../../app/domain/launch/launch.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import { shownValue, writtenValue } from '../../app/domain/template/secret/shown-value.ts';
import type { RenderContext } from '../kit/context.ts';
import { bounds } from '../kit/limits.ts';
import { messageUrl } from '../kit/links.ts';
import { isDirect, link, quote, quoteCode, say, type Line, type Part } from '../kit/rich.ts';

/** A launch's handle, linked to its card if others can open that; not in direct messages. */
export function handleLink(
  { handle, channel, rootTs }: Pick<RelatedLaunch, 'handle' | 'channel' | 'rootTs'>,
  { workspaceUrl }: RenderContext,
): Part {
  return workspaceUrl === undefined || rootTs === undefined || isDirect(channel)
    ? quoteCode(handle)
    : link(messageUrl(workspaceUrl, channel, rootTs), handle);
}

/** `Once more as a3f9, but for lr=0.2 instead of 0.1.` */
export function rerunParts(launch: Launch, first: RelatedLaunch, context: RenderContext): Line {
  const changes = differences(first, launch);
  return [
    say('Once more as '),
    handleLink(first, context),
    ...(changes.length === 0
      ? [say(', without a change.')]
      : [say(', but for '), quote(changes.join(', '), bounds.reason), say('.')]),
  ];
}

function differences(before: LaunchChoices, after: LaunchChoices): readonly string[] {
  const names = [...new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)])];
  const time = ({ maxTimeMs }: LaunchChoices) =>
    maxTimeMs === undefined ? undefined : writeDuration(maxTimeMs);
  const cost = ({ guard }: LaunchChoices) => {
    const typed = typedCostUsd(guard);
    return typed === undefined ? undefined : writeDollars(typed);
  };
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ...names.map((name) => {
      const [was, is] = [before.parameters[name], after.parameters[name]];
      return writtenValue(was) === writtenValue(is)
        ? ([name, undefined, undefined] as const)
        : ([
            name,
            shownValue(name, was, before.parameters),
            shownValue(name, is, after.parameters),
          ] as const);
    }),
    ['in', formatTarget(before.target), formatTarget(after.target)],
    ['max-time', time(before), time(after)],
    ['max-cost', cost(before), cost(after)],
  ];
  return rows
    .filter(([, was, is]) => was !== is || was === redacted)
    .map(([name, was = 'nothing', is = 'nothing']) => `${name}=${is} instead of ${was}`);
}
