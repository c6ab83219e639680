// A re-run and its original refer to each other.

import type { RelatedLaunch } from '../../app/domain/launch/card.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { hidePieces, holdsSecret } from '../../app/domain/template/hide-secrets.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { Launch, LaunchChoices } from '../../app/domain/launch/launch.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import { secretsIn } from '../../app/domain/template/secret.ts';
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
  const rows: readonly (readonly [string, string | undefined, string | undefined])[] = [
    ...names.map((name) => {
      const [was, is] = [before.parameters[name], after.parameters[name]];
      return written(was) === written(is)
        ? ([name, undefined, undefined] as const)
        : ([name, shown(name, was, before.parameters), shown(name, is, after.parameters)] as const);
    }),
    ['in', formatTarget(before.target), formatTarget(after.target)],
    ['max-time', time(before), time(after)],
  ];
  return rows
    .filter(([, was, is]) => was !== is || was === redacted)
    .map(([name, was = 'nothing', is = 'nothing']) => `${name}=${is} instead of ${was}`);
}

/** The same without secrets: its own, and those of other values among `all`. */
export function shown(
  name: string,
  value: unknown,
  all: Readonly<Record<string, unknown>>,
): string | undefined {
  if (value !== undefined && holdsSecret(name, value)) return redacted;
  const text = written(value);
  return text === undefined ? undefined : hidePieces(text, secretsIn(all));
}

/** A parameter's value as it would be typed; undefined if there is none. */
function written(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return /\s/.test(value) ? JSON.stringify(value) : value;
  return Array.isArray(value)
    ? value.map((one) => written(one) ?? '').join(',')
    : JSON.stringify(value);
}
