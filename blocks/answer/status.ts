import { quoteReason } from '../kit/reason.ts';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import { renderCard } from '../job/card.ts';
import { isAsked } from '../job/approval.ts';
import { decidersLines } from '../job/approvers.ts';
import { count, suppressedButton } from './channel.ts';
import type { RenderContext } from '../kit/context.ts';
import { detailLines, detailsOf, glanceOf, shellLines, type Detail } from '../job/details.ts';
import { clip } from '../kit/foreign.ts';
import { limits } from '../kit/limits.ts';
import type { Message } from '../kit/message.ts';
import { channel, quote, say, type Line } from '../kit/rich.ts';
import { plainText, richText } from '../kit/render-rich.ts';
import { timelineLines } from '../job/timeline.ts';
import { useLines } from '../job/use.ts';

type StatusAnswer = AnswerOf<'status'>;

/** The current card, what isn't on it, and how current all that is. */
export function renderStatus(
  { card, target, thread, shells, use }: StatusAnswer,
  context: RenderContext,
): Message {
  const shown = renderCard(card, context);
  const polled = target.lastGoodPollAt;
  const { launch, job } = card;
  const lines: Line[] = [
    ...(job === undefined ? [] : timelineLines(job, job.gone ? job.observedAt : context.now)),
    ...(isAsked(card) ? decidersLines(card) : []),
    ...useLines(use, context.now),
    ...detailLines(unseenDetails(launch)),
    ...shellLines(shells),
    [
      quote(formatTarget(target.target)),
      say(
        polled === undefined
          ? ' was not read yet'
          : ` was read ${formatDuration(context.now - polled)} ago`,
      ),
      ...(target.problem === undefined
        ? []
        : [say('; the last try failed: '), quoteReason(target.problem)]),
      say('.'),
    ],
  ];
  if (thread?.parked !== undefined) {
    lines.push([
      say('Its thread can’t be written to ('),
      quote(thread.parked),
      say(`): ${thread.waiting} ${thread.waiting === 1 ? 'update waits' : 'updates wait'}.`),
    ]);
  } else if (thread !== undefined && thread.waiting > 0) {
    lines.push([
      say(`${thread.waiting} update${thread.waiting === 1 ? '' : 's'} on the way to its thread.`),
    ]);
  }
  const suppressed = thread?.suppressed ?? 0;
  if (suppressed > 0) {
    lines.push([
      say(
        `${count(suppressed, 'update')} ${suppressed === 1 ? 'was' : 'were'} held back from its thread`,
      ),
      ...(thread === undefined ? [] : [say(' in '), channel(thread.channel)]),
      say('.'),
    ]);
  }
  const pressed = writeActionValue({ handle: launch.handle, token: context.token });
  return {
    text: clip(`${shown.text}\n${plainText(lines)}`, limits.messageText),
    blocks: [
      ...shown.blocks.filter(({ type }) => type !== 'actions'),
      richText(lines),
      ...shown.blocks.filter(({ type }) => type === 'actions'),
      ...(suppressed === 0 ? [] : [suppressedButton(actionId('held'), pressed)]),
    ],
  };
}

/** Details that the card doesn't show. */
function unseenDetails({ body }: Launch): readonly Detail[] {
  const seen = glanceOf(body).map(({ name, value }) => `${name} ${value}`);
  return detailsOf(body).filter(({ name, value }) => !seen.includes(`${name} ${value}`));
}
