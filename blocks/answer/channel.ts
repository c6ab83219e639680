import type { ActionsBlock } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { writeMinutes } from '../../app/domain/notification/time-of-day.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import type { NotificationLevel } from '../../app/domain/notification/notification-level.ts';
import type { ActionId } from '../../app/domain/command/verbs.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { message, type Message } from '../kit/message.ts';
import {
  bold,
  channel,
  isDirect,
  quote,
  quoteCode,
  say,
  time,
  user,
  type Line,
} from '../kit/rich.ts';

type Settings = AnswerOf<'channel'>;

const modes: Readonly<Record<NotificationLevel, string>> = {
  all: 'every change of a job is told in its thread.',
  failures: 'threads tell what people did and what went wrong. Cards show every state.',
  quiet: 'threads tell only what people did, asked for or must decide. Cards show every state.',
};

/** A channel's notification settings, who changed them, and how many updates were suppressed. */
export function renderChannel(answer: Settings, context: RenderContext): Message {
  const { settings, suppressed, suppressedForMs: heldForMs } = answer;
  const span = formatDuration(heldForMs);
  const lines: Line[] = [
    [
      isDirect(settings.channel) ? say('This direct message') : channel(settings.channel),
      say(' hears '),
      bold(settings.mode),
      say(`: ${modes[settings.mode]}`),
    ],
    [say(failuresText(settings))],
    digestLine(answer, context.now),
    setLine(settings, context.now),
    [
      say(
        suppressed.updates === 0
          ? `Nothing was held back in the last ${span}.`
          : `Held back in the last ${span}: ${count(suppressed.updates, 'update')} of ${count(suppressed.launches, 'job')}.`,
      ),
    ],
    [
      say('Set it with '),
      quoteCode(`${context.command} channel all|failures|quiet broadcast=on|off digest=09:00|off`),
      say('.'),
    ],
  ];
  return message(
    lines,
    suppressed.updates === 0 ? undefined : suppressedButton(actionId('held-here'), context.token),
  );
}

/** Where failures are reported. */
function failuresText({ mode, broadcast }: Settings['settings']): string {
  if (mode === 'quiet') {
    return `Failures are on their cards only${broadcast ? ' (broadcast=on has no effect in quiet)' : ''}.`;
  }
  return broadcast
    ? 'Failures are shown in the channel, too (broadcast=on).'
    : 'Failures are told in their threads only (broadcast=off).';
}

function digestLine({ settings: { digest }, nextDigest }: Settings, now: number): Line {
  if (digest === undefined) return [say('There is no daily digest (digest=off).')];
  return [
    say(`A digest is posted daily at ${writeMinutes(digest.minutes)} in `),
    quote(digest.zone),
    ...(nextDigest === undefined ? [] : [say(', next '), time(nextDigest, now)]),
    say('.'),
  ];
}

function setLine({ setBy, setAt }: Settings['settings'], now: number): Line {
  if (setBy === undefined || setAt === undefined) return [say('Default settings.')];
  return [say('Set by '), user(setBy), say(' at '), time(setAt, now), say('.')];
}

/** A button that shows suppressed updates. */
export function suppressedButton(id: ActionId, value: string): ActionsBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: id,
        text: { type: 'plain_text', text: 'What was held back' },
        value,
      },
    ],
  };
}

/** A number with its noun: `1 update`, `3 updates`. */
export function count(many: number, what: string): string {
  return `${many} ${what}${many === 1 ? '' : 's'}`;
}
