// Answers, which only the requester sees.

import {
  alreadyCancellingLine,
  alreadyFinishedLine,
  cancelStoredLine,
  launchStoredLines,
} from './stored.ts';
import type { Answer } from '../../app/domain/answer/answer.ts';
import {
  bulkBegunLines,
  bulkConfirmedLine,
  bulkNoneLines,
  renderBulkQuestion,
} from '../bulk/question.ts';
import { renderAudit } from '../audit/audit.ts';
import { decidedBeforeLine, votedLine, waitsLines } from '../approval/answers.ts';
import { refusedLines } from './refused.ts';
import { renderRerunQuestion } from './rerun-question.ts';
import { letRunLine, renderCancelQuestion } from './cancel-question.ts';
import { renderChannel } from './channel.ts';
import type { RenderContext } from '../kit/context.ts';
import { doctorLines } from '../doctor/doctor.ts';
import { renderDryRun } from '../launch/dry-run.ts';
import { renderSuppressed } from './suppressed.ts';
import { helpLines } from './help.ts';
import { renderList } from '../list/list.ts';
import { renderTop } from '../list/top.ts';
import { renderLogs, renderUnread } from './logs.ts';
import { message, type Message } from '../kit/message.ts';
import { diffLines, historyLines, savedLines } from '../template/template-history.ts';
import { templateLines, templateListLines } from '../template/template.ts';
import { renderOutline } from './outline.ts';
import { sayNote } from './note.ts';
import { locksLines, lockSetLines, unlockedLines } from '../lock/lock.ts';
import { policyLines } from './policy.ts';
import { renderPicker } from '../list/picker.ts';
import { begunLines, endedLines, renderQuestion, renderWatches } from './watch.ts';
import { say, sentenceLine } from '../kit/rich.ts';
import { renderStatus } from './status.ts';
import { renderDuplicateQuestion } from './duplicate-question.ts';
import { renderProblem } from './problem-answer.ts';

/** An answer as an ephemeral message. */
export function renderAnswer(answer: Answer, context: RenderContext): Message {
  const { now } = context;
  switch (answer.kind) {
    case 'problem':
      return renderProblem(answer, context);
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
      return message(launchStoredLines(answer));
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
      return renderDuplicateQuestion(answer, context);
    case 'cancel-stored':
      return message([cancelStoredLine(answer)]);
    case 'bulk-asks':
      return renderBulkQuestion(answer, context);
    case 'bulk-none':
      return message(bulkNoneLines(answer, context));
    case 'bulk-begun':
      return message(bulkBegunLines(answer));
    case 'bulk-confirmed':
      return message([bulkConfirmedLine(answer, context)]);
    case 'already-finished':
      return message([alreadyFinishedLine(answer, now)]);
    case 'already-cancelling':
      return message([alreadyCancellingLine(answer, now)]);
    case 'refused':
      return message(refusedLines(answer, context));
  }
}
