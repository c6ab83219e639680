// What a guard says in a job's thread, and the buttons under its warnings.

import type { ActionsBlock, Button } from '@slack/types';
import { calledFor, type CardView } from '../../app/domain/launch/card.ts';
import type { Advice } from '../../app/domain/notification/advice.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { chart } from '../job/use.ts';
import { cancelButton } from '../job/card-buttons.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import { percent } from '../kit/percent.ts';
import { call, preformatted, quote, say, sign, time, user, type Line } from '../kit/rich.ts';
import { breachWords } from '../guard/limit-words.ts';
import { elsewhereButtons } from './elsewhere.ts';

type Warning = Extract<Update, { kind: 'guard-warning' }>;
type Tried = Extract<Update, { kind: 'guard-dry-run' }>;
type Extended = Extract<Update, { kind: 'guard-extended' }>;

const hourMs = 3_600_000;

/** A warning: what was measured, and what follows. */
export function warningLines(card: CardView, update: Warning, now: number): readonly Line[] {
  return [
    [call(calledFor(card)), say(` ${breachWords(update)}.`)],
    ...measuredLines(update, now),
    [say(followingWords(update))],
  ];
}

/** How much of a limit is used, or the use of each replica: whatever is shown of that has its “as of”. */
function measuredLines({ measured }: Warning, now: number): readonly Line[] {
  if (measured.kind === 'time') return [usedLine(measured.ms / measured.limitMs)];
  if (measured.kind === 'money') {
    return [usedLine(Number(measured.amount) / Number(measured.limit))];
  }
  if (measured.asOf === undefined) return [];
  const { asOf, replicas = [] } = measured;
  const shown = replicas.map(({ name, average, chart: line }) => ({ name, average, chart: line }));
  return [
    [say('As of '), time(asOf, now), say(':')],
    ...(shown.length === 0 ? [] : [[preformatted(chart(shown), longestChart)]]),
  ];
}

const longestChart = 1_000;

/** `▰▰▰▰▰▰▰▰▱▱ 80% of the limit`; the bar is left out of plain text. */
function usedLine(share: number): Line {
  const full = Math.max(0, Math.min(barCells, Math.floor(share * barCells)));
  return [
    sign(`${'▰'.repeat(full)}${'▱'.repeat(barCells - full)} `),
    say(`${percent(share)} of the limit`),
  ];
}

const barCells = 10;

function followingWords({ stage, rule, dryRun, extendableMs }: Warning): string {
  if (rule.hard === true) {
    return 'Vertex ends it at that limit, which can’t be moved while the job runs: save what you need.';
  }
  if (rule.act === 'tell') {
    return stage === 'near'
      ? 'I say so once more at the limit. The guard only tells: it cancels nothing.'
      : 'The guard only tells, so the job goes on: cancel it, or let it run.';
  }
  const grace = formatDuration(rule.graceMs);
  const unless = extendableMs > 0 ? ', unless somebody extends it' : '';
  const trial = dryRun === true ? ' (The guard is tried out, so nothing is cancelled.)' : '';
  return stage === 'near'
    ? `At the limit I warn once more, and ${grace} later I cancel it${unless}.${trial}`
    : `I cancel it ${grace} from now${unless}.${trial}`;
}

/** What the guard would have done, while it is tried out. */
export function triedLines(card: CardView, update: Tried): readonly Line[] {
  const act =
    update.makesWay === true
      ? 'cancel this attempt now, and try the next of its fallbacks'
      : 'cancel it now';
  return [
    [call(calledFor(card)), say(` Its guard would ${act}. ${breachWords(update)}.`)],
    [say('The guard is tried out (`dryRun` in the policy), so the job goes on.')],
  ];
}

/** Somebody let the job run on. */
export function extendedLines({ by, ms, leftMs, reason }: Extended): readonly Line[] {
  return [
    [
      user(by),
      say(` lets it run ${formatDuration(ms)} longer`),
      ...(reason === undefined ? [] : [say(': '), quote(reason, bounds.reason)]),
      say(
        leftMs > 0
          ? `. Its guard’s limits move by that, and its warnings begin anew. Another ${formatDuration(leftMs)} can be added.`
          : '. Its guard’s limits move by that, and its warnings begin anew. Nothing more can be added.',
      ),
    ],
  ];
}

/** The guard’s cancel, in its own thread. */
export function cancelledLines(
  card: CardView,
  breach: NonNullable<Extract<Update, { kind: 'cancel-asked' }>['guard']>,
  makesWay: boolean,
): readonly Line[] {
  if (makesWay) {
    return [
      [
        say(
          `${breachWords(breach)}. I cancel this attempt, and try the next of its fallbacks once it has ended.`,
        ),
      ],
    ];
  }
  return [
    [
      call(calledFor(card)),
      say(` Its guard cancels it now, as its warnings said. ${breachWords(breach)}.`),
    ],
  ];
}

/** Extend it as far as the policy lets, or cancel it; of one that waits, also launch it elsewhere. */
export function warningButtons(
  card: CardView,
  { rule, extendableMs }: Warning,
  context: RenderContext,
  { elsewhere }: Pick<Advice, 'elsewhere'>,
): ActionsBlock {
  const value = writeActionValue({ handle: card.launch.handle, token: context.token });
  const extend = (id: 'extend-1h' | 'extend-4h' | 'keep-running', text: string): Button => ({
    type: 'button',
    action_id: actionId(id),
    text: { type: 'plain_text', text },
    accessibility_label: clip(`${text}: job ${card.launch.handle}`, limits.accessibilityLabel),
    value,
  });
  const keep: Button = {
    ...extend('keep-running', 'Keep running'),
    confirm: {
      title: { type: 'plain_text', text: 'Keep it running?' },
      text: {
        type: 'plain_text',
        text: `It may run ${formatDuration(extendableMs)} longer, which is all that the policy allows. It goes on costing.`,
      },
      confirm: { type: 'plain_text', text: 'Keep running' },
      deny: { type: 'plain_text', text: 'Not now' },
    },
  };
  const isExtendable = rule.hard !== true;
  return {
    type: 'actions',
    elements: [
      ...(isExtendable && extendableMs >= hourMs ? [extend('extend-1h', 'Extend 1h')] : []),
      ...(isExtendable && extendableMs >= 4 * hourMs ? [extend('extend-4h', 'Extend 4h')] : []),
      ...(isExtendable && extendableMs > 0 ? [keep] : []),
      {
        ...cancelButton(card, context),
        text: { type: 'plain_text', text: 'Cancel now' },
      },
      ...(rule.kind === 'waiting' ? elsewhereButtons(elsewhere, card.launch, context, true) : []),
    ],
  };
}
