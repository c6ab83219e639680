import type { BurningAtHome } from '../../app/domain/home/home.ts';
import { burnLine, burnWords } from '../job/burn.ts';
import type { RenderContext } from '../kit/context.ts';
import { ownerParts } from '../job/origin.ts';
import { bold, quoteCode, say, type Line } from '../kit/rich.ts';

/** What all that somebody sees burns now, their own part, and what burns most. */
export function burningLines(
  { sum, mine, dearest }: BurningAtHome,
  context: RenderContext,
): readonly Line[] {
  const all = burnWords(sum);
  if (all === undefined) return [[say('Nothing that you can see.')]];
  const own = burnWords(mine);
  return [
    [bold('All that you see: '), say(`${all}.`)],
    [bold('Yours: '), say(own === undefined ? 'nothing.' : `${own}.`)],
    ...dearest.map((card) => [
      ...burnLine(card, { channel: card.launch.requester.channel }, context),
      say(' · '),
      ...ownerParts(card),
    ]),
    ...(dearest.length === 0
      ? []
      : [[say('The others: '), quoteCode(`${context.command} top all`)]]),
  ];
}
