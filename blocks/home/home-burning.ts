import type { BurningAtHome, BurningJob } from '../../app/domain/home/home.ts';
import { burnLine, burnWords } from '../job/burn.ts';
import type { RenderContext } from '../kit/context.ts';
import { ownerParts } from '../job/origin.ts';
import { averageNotes, averageUse } from '../job/use.ts';
import { bold, quoteCode, say, type Line } from '../kit/rich.ts';

/** What all that somebody sees burns now, their own part, and what burns most. */
export function burningLines(
  { sum, mine, dearest }: BurningAtHome,
  context: RenderContext,
): readonly Line[] {
  const all = burnWords(sum);
  if (all === undefined) return [[say('Nothing that you can see.')]];
  const own = burnWords(mine);
  const { now, command } = context;
  const others = sum.burns + sum.unpriced + sum.unsure > dearest.length;
  const uses = dearest.flatMap(({ use }) =>
    use === undefined || use.kind === 'being-read' ? [] : use,
  );
  return [
    [bold('All that you see: '), say(`${all}.`)],
    [bold('Yours: '), say(own === undefined ? 'nothing.' : `${own}.`)],
    ...dearest.map((one) => jobLine(one, context)),
    ...averageNotes(uses, { now }),
    ...(others ? [[say('The others: '), quoteCode(`${command} top all`)]] : []),
  ];
}

/** `a3f9 **resnet** · ≈ $0.98/h · GPU use 86% · @ana`. */
function jobLine({ card, use }: BurningJob, context: RenderContext): Line {
  return [
    ...burnLine(card, { channel: card.launch.requester.channel }, context),
    ...(use === undefined ? [] : [say(` · GPU use ${useWords(use)}`)]),
    say(' · '),
    ...ownerParts(card),
  ];
}

function useWords(use: NonNullable<BurningJob['use']>): string {
  switch (use.kind) {
    case 'known':
      return averageUse(use);
    case 'not-known':
      return 'not known';
    case 'being-read':
      return 'is being read…';
  }
}
