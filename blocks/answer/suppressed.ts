import { noAdvice } from '../../app/domain/notification/advice.ts';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { foldReasons } from '../../app/domain/notification/update.ts';
import { count } from './channel.ts';
import type { RenderContext } from '../kit/context.ts';
import { message, type Message } from '../kit/message.ts';
import { updateLines } from '../notification/update-lines.ts';
import { quoteBold, quoteCode, say, time, type Line } from '../kit/rich.ts';

type Held = AnswerOf<'suppressed'>;

/** Suppressed updates by job, worded as they would have been told. */
export function renderSuppressed({ jobs, more }: Held, context: RenderContext): Message {
  if (jobs.length === 0) return message([[say('Nothing was held back.')]]);
  return message([
    ...jobs.flatMap((job) => jobLines(job, context)),
    ...(more === 0
      ? []
      : [[say(`${count(more, 'older update')} not shown: ask for the status of a single job.`)]]),
  ]);
}

function jobLines(
  { card, updates }: Held['jobs'][number],
  context: RenderContext,
): readonly Line[] {
  const { launch } = card;
  const [first] = updates;
  return [
    [
      quoteBold(shownName(launch)),
      say(' ('),
      quoteCode(launch.handle),
      say(')'),
      ...(first === undefined ? [] : [say(', held back since '), time(first.at, context.now)]),
      say(':'),
    ],
    ...foldReasons(updates.map(({ update }) => update)).flatMap((update) =>
      updateLines(update, card, noAdvice, context),
    ),
  ];
}
