import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { hideInTree } from '../../app/domain/template/secret/hide-secrets.ts';
import { formatTarget, reservedLabels } from '../../app/domain/job/job.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import { secretsIn } from '../../app/domain/template/secret/secret.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { costLines } from '../job/cost.ts';
import { clip } from '../kit/foreign.ts';
import { foreseenFallbackLines } from '../guard/ladder.ts';
import { guardWords, outdoneLines } from '../guard/guard-line.ts';
import { bounds, limits } from '../kit/limits.ts';
import { message, type Message } from '../kit/message.ts';
import { preformatted, quote, quoteCode, say, sentenceLine, type Line } from '../kit/rich.ts';
import type { UncheckedValue } from '../kit/value/unchecked-value.ts';
import { foreseenLine } from './foreseen.ts';

type DryRun = AnswerOf<'dry-run'>;

/**
 * What would be sent. If something in it is newer than the bot, people with permission get a button
 * to send it.
 */
export function renderDryRun(answer: DryRun, { token }: RenderContext): Message {
  const { template, target, refused } = answer;
  if (refused?.maySend !== true || refused.lacksChannel === true) {
    return message(dryRunLines(answer));
  }
  const { name, version } = template;
  const { maxTimeMs, maxCostUsd } = refused;
  const limited = { maxTimeMs, maxCostUsd };
  const value: UncheckedValue = { template: name, version, target, ...limited, token };
  return message(dryRunLines(answer), {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: actionId('send-unchecked'),
        text: { type: 'plain_text', text: 'Send unchecked' },
        value: JSON.stringify(value),
      },
    ],
  });
}

function wayOut({ maySend, lacksChannel }: NonNullable<DryRun['refused']>): string {
  if (!maySend) return 'somebody who may change templates can send it unchecked.';
  return lacksChannel === true
    ? 'choose a channel in the form and press Preview again: then it can be sent unchecked here.'
    : 'Send unchecked sends it as it is.';
}

/** What wasn't checked, and whether it is sent anyway. */
function uncheckedLines({ unchecked = [], refused }: DryRun): readonly Line[] {
  if (refused !== undefined) {
    return [
      ...refused.problems.map((problem): Line => [say('⚠️ '), ...sentenceLine(problem)]),
      [say(`So it is not launched like this. If it is newer, ${wayOut(refused)}`)],
    ];
  }
  if (unchecked.length === 0) return [];
  const places = unchecked
    .slice(0, mostPlaces)
    .flatMap((place, nth): Line => [say(nth === 0 ? '' : ', '), quoteCode(place, 120)]);
  const more = unchecked.length - mostPlaces;
  return [
    [
      say('⚠️ Not checked: '),
      ...places,
      say(more > 0 ? ` and ${more} more.` : '.'),
      say(' It is newer than this bot, or misspelt, and sent as it is.'),
    ],
  ];
}

const mostPlaces = 10;

/**
 * Exactly what would be sent, without secrets. Only the requester sees it, so env and args are
 * included.
 */
function dryRunLines(answer: DryRun): readonly Line[] {
  const { template, target, body, parameters, estimate, notes = [], foreseen } = answer;
  const json = JSON.stringify(hideInTree(body, secretsIn(parameters)), null, 2);
  const room = limits.blockText - 500;
  const lines: Line[] = [
    [
      say('This CustomJob would be created in '),
      quote(formatTarget(target)),
      say(' from '),
      quote(`${template.name} ${template.version}`),
      say('; nothing was sent.'),
    ],
    ...uncheckedLines(answer),
    ...costLines(body.jobSpec, estimate),
    ...foreseenFallbackLines(answer.ladder, answer.stops),
    ...guardWords(answer.guard ?? [], estimate, { hasNext: answer.ladder !== undefined }),
    ...outdoneLines(answer.outdone ?? []),
    ...(foreseen === undefined ? [] : [foreseenLine(foreseen)]),
    ...noteLines(notes),
    [say('To this the bot adds its labels '), quote(reservedLabels.join(', ')), say(':')],
    [preformatted(json, room)],
    ...(json.includes(redacted)
      ? [
          [
            say('What looks like a secret is shown as '),
            quoteCode(redacted),
            say('; it is sent as it is.'),
          ],
        ]
      : []),
  ];
  return json.length <= room
    ? lines
    : [...lines, [say('(cut here: it is longer than a message holds)')]];
}

const mostNotes = 5;

/** What Google advises against and accepts. */
export function noteLines(notes: readonly string[]): readonly Line[] {
  return notes
    .slice(0, mostNotes)
    .map((note): Line => [say('ℹ️ '), ...sentenceLine(clip(note, bounds.reason))]);
}
