// Answers about watches.

import type { ActionsBlock, Button } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { WatchView } from '../../app/domain/answer/watch-answer.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { fitsAll, writeCriterion, type Watch } from '../../app/domain/watch/watch.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip, oneLine } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import { message, type Message } from '../kit/message.ts';
import { plainText, richText } from '../kit/render-rich.ts';
import { quote, quoteCode, say, time, user, type Line } from '../kit/rich.ts';

const criterionOf = ({ criterion }: Watch) => quoteCode(writeCriterion(criterion), bounds.reason);
const jobs = (count: number) => `${count} job${count === 1 ? '' : 's'}`;

/** The result of a watch request. */
export function begunLines(
  { view, known, carded = 0 }: AnswerOf<'watch-begun'>,
  now: number,
): readonly Line[] {
  const { watch } = view;
  const trouble = unseenLines(watch);
  if (known) return [[say('Nothing changed, it is watched here already: ')], watchLine(view, now)];
  if (watch.criterion.kind === 'job') {
    const lines: readonly Line[] = [
      [
        say('Found '),
        criterionOf(watch),
        say(carded === 0 ? ': its card follows.' : ': it has its card here already.'),
      ],
    ];
    return trouble.length > 0 ? trouble : lines;
  }
  const count = view.counts.waiting + view.counts.taken;
  return [
    [
      say('From now on jobs that fit '),
      criterionOf(watch),
      say(` come in here.${foundWords(watch, count, carded)}`),
    ],
    ...trouble,
  ];
}

/** After a question, its answer has said what happens to the running jobs. */
function foundWords({ askedUntil }: Watch, count: number, carded: number): string {
  if (count === 0) return askedUntil === undefined ? ' None runs at present.' : '';
  const found = ` ${jobs(count)} ${count === 1 ? 'runs' : 'run'} already`;
  const one = count === 1;
  if (carded === 0) return `${found}: ${one ? 'its card follows' : 'their cards follow'}.`;
  if (carded >= count) return `${found} and ${one ? 'has its card' : 'have their cards'} here.`;
  const rest = count - carded === 1 ? 'the card of the other follows' : 'the other cards follow';
  return `${found}: ${carded} of them ${carded === 1 ? 'has its card' : 'have their cards'} here, ${rest}.`;
}

/** Targets that haven't answered yet. */
function unseenLines({ unseen }: Watch): readonly Line[] {
  return unseen.map((target) => [
    say('⚠️ '),
    quote(formatTarget(target)),
    say(' can’t be read at present: what runs there is taken in as soon as it answers.'),
  ]);
}

/** Asks whether to take in this many jobs. */
export function renderQuestion({ view }: AnswerOf<'watch-asks'>, context: RenderContext): Message {
  return message(
    [
      questionLine(view),
      ...unseenLines(view.watch),
      [say('Nothing comes in until somebody answers. This question expires in an hour.')],
    ],
    questionButtons(view, context),
  );
}

function questionLine({ watch, counts: { asked } }: WatchView): Line {
  if (!fitsAll(watch.criterion)) {
    return [
      criterionOf(watch),
      say(` matches ${jobs(asked)} already running. Post a card for each here?`),
    ];
  }
  const now = asked === 0 ? 'none' : `${asked}`;
  return [criterionOf(watch), say(` watches every job (${now} running now). Continue?`)];
}

function questionButtons({ watch, counts }: WatchView, context: RenderContext): ActionsBlock {
  const all = button(actionId('watch-all'), `Follow all ${counts.asked}`, watch, context);
  return {
    type: 'actions',
    elements: [
      ...(counts.asked > 0 ? [all] : []),
      button(actionId('watch-new'), 'Only new ones', watch, context),
      // A watch that is active already has its own button to end it.
      ...(watch.begun ? [] : [button(actionId('watch-none'), 'Don’t watch', watch, context)]),
    ],
  };
}

/** A channel's watches, each with its buttons. */
export function renderWatches(
  { views, more }: AnswerOf<'watches'>,
  context: RenderContext,
): Message {
  const head: Line =
    views.length === 0
      ? [
          say('Nothing is watched in this channel: '),
          quoteCode(`${context.command} help watch`),
          say(' says how to.'),
        ]
      : [say(`Watched in this channel${more > 0 ? ` (${more} more are not shown)` : ''}:`)];
  const lines = views.map((view): readonly Line[] => [
    watchLine(view, context.now),
    ...unseenLines(view.watch),
  ]);
  return {
    text: clip(plainText([head, ...lines.flat()]), limits.messageText),
    blocks: [
      richText([head]),
      ...views.flatMap((view, index) => [
        richText(lines[index] ?? []),
        view.watch.state === 'asking'
          ? questionButtons(view, context)
          : stopButtons(view.watch, context),
      ]),
    ],
  };
}

/** `label.team=vision · by @ana since 15:46 · 3 jobs so far`. */
function watchLine({ watch, counts }: WatchView, now: number): Line {
  // Waiting jobs may be ones that the reader may not see.
  const count = counts.taken;
  return [
    quoteCode(writeCriterion(watch.criterion), 2 * bounds.word),
    say(' · by '),
    user(watch.requester.userId),
    say(' since '),
    time(watch.requestedAt, now),
    say(
      watch.state === 'asking'
        ? ` · waits for an answer: ${jobs(counts.asked)} run already`
        : ` · ${jobs(count)} so far`,
    ),
  ];
}

function stopButtons(watch: Watch, context: RenderContext): ActionsBlock {
  return { type: 'actions', elements: [button(actionId('unwatch'), 'Stop', watch, context)] };
}

function button(action: string, text: string, watch: Watch, { token }: RenderContext): Button {
  const label = `${text}: ${oneLine(writeCriterion(watch.criterion), bounds.word)}`;
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text },
    accessibility_label: clip(label, limits.accessibilityLabel),
    value: writeActionValue({ handle: watch.id, token }),
  };
}

/** Says that the watch takes in no more jobs. */
export function endedLines({ watch }: AnswerOf<'watch-ended'>): readonly Line[] {
  return [
    [
      say('No longer watching '),
      criterionOf(watch),
      say(' in this channel. Existing jobs keep updating.'),
    ],
  ];
}
