// Announces to a channel who made it hear more or less, and who locks launches.

import type { ChannelAct, Heard } from '../../app/domain/notification/channel-act.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import { writeMinutes } from '../../app/domain/notification/time-of-day.ts';
import { sentence } from '../../app/domain/text/sentence.ts';
import { bulkBegunActLines, bulkEndedActLines } from '../bulk/act.ts';
import { troubleLines } from '../doctor/trouble.ts';
import type { RenderContext } from '../kit/context.ts';
import { bounds } from '../kit/limits.ts';
import { afterUnlock, lockedBy, sayScope } from '../kit/lock.ts';
import { bold, quote, quoteCode, say, sentenceLine, user, type Line } from '../kit/rich.ts';
import { dollars, monthName, sayPurse, sayUncounted } from '../policy/limit-refusal.ts';

/** What was done, by whom, and how to undo it. */
export function channelActLines(
  act: ChannelAct,
  context: RenderContext,
  open?: number,
): readonly Line[] {
  if (act.kind === 'trouble' || act.kind === 'trouble-over') return troubleLines(act, context);
  if (act.kind === 'bulk-begun') return bulkBegunActLines(act, open);
  if (act.kind === 'bulk-ended') return bulkEndedActLines(act);
  if ('lock' in act) return lockLines(act, context);
  if (act.kind === 'budget-warned') return budgetLines(act, context);
  return act.kind === 'settings'
    ? settingsLines(act, context)
    : [
        [
          say('👀 '),
          user(act.by),
          say(' ended the watch of '),
          quoteCode(act.criterion, bounds.reason),
          say(': new jobs that fit get no card here.'),
        ],
        [
          say('To go on: '),
          quoteCode(`${context.command} watch ${act.criterion}`, 2 * bounds.reason),
        ],
      ];
}

type LockAct = Extract<ChannelAct, { lock: unknown }>;

function lockLines({ kind, by, lock }: LockAct, { command }: RenderContext): readonly Line[] {
  if (kind === 'locked') {
    return [
      [
        say(`🔒 Lock ${lock.number}: `),
        ...sentenceLine(sayScope(lock.scope)),
        say(' are locked '),
        ...lockedBy(lock),
      ],
      [say('What runs goes on. To take it off: '), quoteCode(`${command} unlock ${lock.number}`)],
    ];
  }
  return [
    [
      say('🔓 '),
      user(by),
      say(` took off lock ${lock.number}: `),
      ...sentenceLine(sayScope(lock.scope)),
      say(' were locked '),
      ...lockedBy(lock),
    ],
    [say(afterUnlock)],
  ];
}

type BudgetAct = Extract<ChannelAct, { kind: 'budget-warned' }>;

/** What one person has left is between them and the bot. */
function budgetLines(
  { purse, month, budget, share, spent, promised, unknown }: BudgetAct,
  { command }: RenderContext,
): readonly Line[] {
  const past = `budget for ${monthName(month)} is past ${Math.round(share * 1_000) / 10}%`;
  const more: Line = [
    say('What no longer fits is refused. What is left: '),
    quoteCode(`${command} policy`),
  ];
  if (purse.kind === 'person') return [[say('📈 '), user(purse.userId), say(`’s ${past}.`)], more];
  const sums = sentence`: of ${formatUsd(budget)}, ${dollars(spent)} is spent and ${dollars(promised)} is promised to jobs that run or wait.${sayUncounted(unknown)}`;
  return [
    [say('📈 '), ...sentenceLine(sentence`For ${sayPurse(purse)}, the ${past}${sums}`)],
    more,
  ];
}

type SettingsAct = Extract<ChannelAct, { kind: 'settings' }>;

function settingsLines(
  { by, before, after }: SettingsAct,
  { command }: RenderContext,
): readonly Line[] {
  const changes: readonly Line[] = [
    ...(before.mode === after.mode
      ? []
      : [[bold(after.mode), say(` (was ${before.mode}): ${modeWords[after.mode]}`)]]),
    ...(before.broadcast === after.broadcast
      ? []
      : [
          [
            say(
              after.broadcast
                ? 'Failures are shown in the channel, too.'
                : 'Failures are not shown in the channel any more.',
            ),
          ],
        ]),
    ...(digestWords(before) === digestWords(after)
      ? []
      : [
          [
            say('Daily digest: '),
            quote(digestWords(after)),
            say(' (was '),
            quote(digestWords(before)),
            say(').'),
          ],
        ]),
  ];
  const [first = [], ...others] = changes;
  return [
    [say('🔔 '), user(by), say(' changed what this channel hears. '), ...first],
    ...others,
    [say('To undo: '), quoteCode(undo(command, before, after))],
  ];
}

const modeWords = {
  all: 'every change of a job is told in its thread.',
  failures: 'threads tell what people did and what went wrong.',
  quiet: 'threads tell only what people did or must decide, and no failures.',
} as const;

const digestWords = ({ digest }: Heard): string =>
  digest === undefined ? 'off' : `${writeMinutes(digest.minutes)} ${digest.zone}`;

function undo(command: string, before: Heard, after: Heard): string {
  return [
    `${command} channel`,
    ...(before.mode === after.mode ? [] : [before.mode]),
    ...(before.broadcast === after.broadcast
      ? []
      : [`broadcast=${before.broadcast ? 'on' : 'off'}`]),
    ...(digestWords(before) === digestWords(after)
      ? []
      : [`digest=${before.digest === undefined ? 'off' : writeMinutes(before.digest.minutes)}`]),
  ].join(' ');
}
