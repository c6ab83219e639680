// Answers, which only the requester sees.

import type { ActionsBlock } from '@slack/types';
import type { Answer } from '../../app/domain/answer/answer.ts';
import { guardActor } from '../../app/domain/guard/guard.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { ownerOf, wasOnlyAsked } from '../../app/domain/launch/launch.ts';
import {
  bulkBegunLines,
  bulkConfirmedLine,
  bulkNoneLines,
  renderBulkQuestion,
} from '../bulk/question.ts';
import { renderAudit } from '../audit/audit.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import { decidedBeforeLine, votedLine, waitsLines } from '../approval/answers.ts';
import { refusedLines } from './refused.ts';
import { renderRerunQuestion } from './rerun-question.ts';
import { letRunLine, renderCancelQuestion } from './cancel-question.ts';
import { renderChannel } from './channel.ts';
import type { RenderContext } from '../kit/context.ts';
import { hourlyParts } from '../job/cost.ts';
import { doctorLines } from '../doctor/doctor.ts';
import { renderDryRun } from '../launch/dry-run.ts';
import { foreseenLine } from '../launch/foreseen.ts';
import { writeFixValue } from '../kit/value/fix-value.ts';
import { headline } from '../job/headline.ts';
import { renderSuppressed } from './suppressed.ts';
import { helpLines } from './help.ts';
import { renderList } from '../list/list.ts';
import { renderTop } from '../list/top.ts';
import { renderLogs, renderUnread } from './logs.ts';
import { nameParts } from '../job/job-line.ts';
import { message, type Message } from '../kit/message.ts';
import { diffLines, historyLines, savedLines } from '../template/template-history.ts';
import { templateLines, templateListLines } from '../template/template.ts';
import { renderOutline } from './outline.ts';
import { sayNote } from './note.ts';
import { sayProblem } from './problem.ts';
import { locksLines, lockSetLines, unlockedLines } from '../lock/lock.ts';
import { policyLines } from './policy.ts';
import { renderPicker } from '../list/picker.ts';
import { begunLines, endedLines, renderQuestion, renderWatches } from './watch.ts';
import {
  channel,
  quoteBold,
  quoteCode,
  say,
  sentenceLine,
  time,
  user,
  type Line,
} from '../kit/rich.ts';
import { typedLimitLines } from '../guard/guard-line.ts';
import { renderStatus } from './status.ts';

type Of<Kind extends Answer['kind']> = Extract<Answer, { kind: Kind }>;

/** An answer as an ephemeral message. */
export function renderAnswer(answer: Answer, context: RenderContext): Message {
  const { now } = context;
  switch (answer.kind) {
    case 'problem':
      return message(problemLines(answer), formButton(answer, context));
    case 'note':
      return message([[...sentenceLine(sayNote(answer.note))]]);
    case 'help':
      return message(helpLines(answer.command, answer.verb, answer.refused));
    case 'list':
      return renderList(answer, context);
    case 'top':
      return renderTop(answer, context);
    case 'status':
      return renderStatus(answer, context);
    case 'logs':
      return renderLogs(answer, now);
    case 'logs-unread':
      return renderUnread(answer);
    case 'picker':
      return renderPicker(answer, context);
    case 'cancel-asks':
      return renderCancelQuestion(answer, context);
    case 'outline':
      return renderOutline(answer, context);
    case 'let-run':
      return message([letRunLine(answer, now)]);
    case 'templates':
      return message(templateListLines(answer, context));
    case 'template':
      return message(templateLines(answer, context));
    case 'template-history':
      return message(historyLines(answer, context));
    case 'template-diff':
      return message(diffLines(answer, context));
    case 'template-saved':
      return message(savedLines(answer, context));
    case 'channel':
      return renderChannel(answer, context);
    case 'suppressed':
      return renderSuppressed(answer, context);
    case 'policy':
      return message(policyLines(answer.view, context));
    case 'doctor':
      return message(doctorLines(answer));
    case 'dry-run':
      return renderDryRun(answer, context);
    case 'watch-begun':
      return message(begunLines(answer, now));
    case 'watch-asks':
      return renderQuestion(answer, context);
    case 'watch-ended':
      return message(endedLines(answer));
    case 'watches':
      return renderWatches(answer, context);
    case 'locks':
      return message(locksLines(answer, context));
    case 'lock-set':
      return message(lockSetLines(answer, context));
    case 'unlocked':
      return message(unlockedLines(answer));
    case 'audit':
      return renderAudit(answer, context);
    case 'launch-stored':
      return message([
        [
          say('Launching '),
          quoteBold(answer.displayName),
          say(' as '),
          quoteCode(answer.handle),
          ...(answer.estimate === undefined ? [] : [say(', '), ...hourlyParts(answer.estimate)]),
          ...(answer.elsewhere === undefined
            ? [say('. Its card follows in this channel.')]
            : [say('. Its card follows in '), channel(answer.elsewhere), say('.')]),
        ],
        ...typedLimitLines(answer),
      ]);
    case 'launch-waits':
      return message(waitsLines(answer));
    case 'voted':
      return message([votedLine(answer)]);
    case 'decided-before':
      return message([decidedBeforeLine(answer, context)]);
    case 'rerun-asks':
      return renderRerunQuestion(answer, context);
    case 'not-launched':
      return message([[say('Nothing was launched.')]]);
    case 'launch-needs-confirmation':
      return held(answer, context);
    case 'cancel-stored':
      return message([
        [
          say(
            answer.withdrawn === true
              ? 'Withdrawn before anything was sent: '
              : 'To be cancelled: ',
          ),
          quoteBold(answer.displayName),
          say(' ('),
          quoteCode(answer.handle),
          say(answer.withdrawn === true ? ').' : '). Its thread says when it has ended.'),
        ],
      ]);
    case 'bulk-asks':
      return renderBulkQuestion(answer, context);
    case 'bulk-none':
      return message(bulkNoneLines(answer, context));
    case 'bulk-begun':
      return message(bulkBegunLines(answer));
    case 'bulk-confirmed':
      return message([bulkConfirmedLine(answer, context)]);
    case 'already-finished':
      return message([
        [
          say('Nothing to cancel: '),
          ...nameParts(answer.card),
          say(' is '),
          ...headline(answer.card, now),
          say('.'),
        ],
      ]);
    case 'already-cancelling':
      return message([
        [
          ...(answer.by === guardActor ? [say('The job’s guard')] : [user(answer.by)]),
          say(' asked to cancel '),
          ...nameParts(answer.card),
          say(' at '),
          time(answer.askedAt, now),
          say(': I am on it, and its thread says when it has ended.'),
        ],
      ]);
    case 'refused':
      return message(refusedLines(answer, context));
  }
}

/** The same launch is live. A second one costs as much again, so it takes a click. */
function held(
  { handle, duplicate, foreseen }: Of<'launch-needs-confirmation'>,
  { now, token }: RenderContext,
): Message {
  const owner = ownerOf(duplicate.launch);
  return message(
    [
      [
        ...(owner === undefined
          ? [say('The same was launched elsewhere')]
          : [
              user(owner),
              say(wasOnlyAsked(duplicate.launch) ? ' asked for the same' : ' started the same'),
            ]),
        say(` ${formatDuration(now - duplicate.launch.requestedAt)} ago: `),
        ...nameParts(duplicate),
        say(', '),
        ...headline(duplicate, now),
        say('. Nothing was launched.'),
        ...(duplicate.launch.estimate === undefined
          ? []
          : [say(' A second one: '), ...hourlyParts(duplicate.launch.estimate), say('.')]),
      ],
      ...(foreseen === undefined ? [] : [foreseenLine(foreseen)]),
    ],
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: actionId('launch-anyway'),
          text: { type: 'plain_text', text: 'Launch anyway' },
          value: writeActionValue({ handle, token }),
        },
      ],
    },
  );
}

/** A button for the form, filled with what was valid, or empty. */
function formButton(
  { fix, form }: Of<'problem'>,
  { token }: RenderContext,
): ActionsBlock | undefined {
  const button = (action_id: string, text: string, value: string): ActionsBlock => ({
    type: 'actions',
    elements: [{ type: 'button', action_id, text: { type: 'plain_text', text }, value }],
  });
  const filled = fix && writeFixValue(fix, token);
  if (filled !== undefined) return button(actionId('fix-launch'), 'Fix in the form', filled);
  if (form === undefined) return undefined;
  return button(actionId('open-form'), 'Open the form', token);
}

function problemLines({ problems, hint }: Of<'problem'>): readonly Line[] {
  const sentences = problems.map((problem): Line => sentenceLine(sayProblem(problem)));
  const list =
    problems.length === 1 ? sentences : sentences.map((line): Line => [say('• '), ...line]);
  return hint === undefined ? list : [...list, sentenceLine(sayProblem(hint))];
}
