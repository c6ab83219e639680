// The launches that a digest names.

import type { DigestView, EndCounts } from '../../app/domain/notification/digest.ts';
import type { RenderContext } from '../kit/context.ts';
import { quoteCode, say, type Line, quoteBold } from '../kit/rich.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { endGlance } from '../job/failure.ts';
import { emojiOf, headline } from '../job/headline.ts';
import { bounds } from '../kit/limits.ts';
import { handleLink } from '../job/rerun.ts';

const failedStates = ['FAILED', 'EXPIRED', 'PARTIALLY_SUCCEEDED'] as const;

/** The command that lists the failures among these ends; undefined if there are none. */
export function failedCommand(ends: EndCounts, context: RenderContext): string | undefined {
  const states = failedStates.filter((end) => ends[end] !== undefined);
  return states.length === 0
    ? undefined
    : `${context.command} list ${states.join(' ').toLowerCase()}`;
}

/** A line for each named launch, and how many more there are; `command` lists those. */
export function launchLines(
  view: DigestView,
  ids: readonly string[],
  all: number,
  command: string | undefined,
  context: RenderContext,
): readonly Line[] {
  const lines = ids.flatMap((id) => launchLine(view, id, context));
  const more = all - lines.length;
  if (more <= 0) return lines;
  const where = command === undefined ? [] : [say(': see '), quoteCode(command)];
  return [...lines, [say(`and ${more} more`), ...where]];
}

function launchLine(
  { channel, launches }: DigestView,
  id: string,
  context: RenderContext,
): readonly Line[] {
  const named = launches.get(id);
  if (named === undefined) return [];
  const { card, rootTs } = named;
  const { launch } = card;
  const why = endGlance(card);
  return [
    [
      say(`${emojiOf(card)} `),
      handleLink({ handle: launch.handle, channel, rootTs }, context),
      say(' '),
      quoteBold(shownName(launch), bounds.word),
      say(' · '),
      ...headline(card, context.now),
      ...(why.length === 0 ? [] : [say(' · '), ...why]),
    ],
  ];
}
