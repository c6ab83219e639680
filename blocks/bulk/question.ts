// The question before many jobs are cancelled, and what its answers are told.

import type { ActionsBlock, Button } from '@slack/types';
import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import {
  bulkExpiresMs,
  isToldHere,
  mostInBulk,
  type Bulk,
  type BulkSums,
} from '../../app/domain/bulk/bulk.ts';
import { formatDuration } from '../../app/domain/text/duration.ts';
import { actionId, writeActionValue } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { jobLine, nameParts } from '../job/job-line.ts';
import { bounds } from '../kit/limits.ts';
import { message, type Message } from '../kit/message.ts';
import { bold, quote, quoteCode, say, time, user, type Line } from '../kit/rich.ts';
import { filterParts, manyJobs, rateWords } from './words.ts';

/** Nobody reads more owners in a question. */
const mostOwners = 5;

/** Asks whether to cancel the jobs that it names and counts, and no others. */
export function renderBulkQuestion(
  { bulk, cards }: AnswerOf<'bulk-asks'>,
  context: RenderContext,
): Message {
  const { filter, reason, sums } = bulk;
  const { count, hourly, unpriced } = sums;
  const more = count - cards.length;
  return message(
    [
      [say('Cancel '), bold(manyJobs(count)), ...filterParts(filter), say('?')],
      ownersLine(sums),
      [
        say(
          unpriced === count ? 'Cost: not known.' : `Cost: ${rateWords(hourly, unpriced, count)}.`,
        ),
      ],
      ...(reason === undefined ? [] : [[say('Reason: '), quote(reason, bounds.reason)]]),
      ...cards.map((card) => jobLine(card, context.now)),
      ...(more > 0 ? [[say(`and ${more.toLocaleString('en-US')} more`)]] : []),
      ...notes(sums),
      [
        say(
          `Only these are cancelled: what comes meanwhile is not taken. Answer within ${formatDuration(bulkExpiresMs)}.`,
        ),
      ],
    ],
    buttons(bulk, context),
  );
}

function ownersLine({ owners }: BulkSums): Line {
  const more = owners.slice(mostOwners).reduce((sum, [, count]) => sum + count, 0);
  const shown = owners
    .slice(0, mostOwners)
    .flatMap(([owner, count], nth): Line => [
      ...(nth === 0 ? [] : [say(', ')]),
      owner === null ? say('launched elsewhere') : user(owner),
      say(` (${count})`),
    ]);
  return [say('Owners: '), ...shown, ...(more > 0 ? [say(`, others (${more})`)] : [])];
}

function notes({ barred, more, unsure }: BulkSums): readonly Line[] {
  return [
    ...(barred > 0 ? [[say(`${moreJobs(barred)} that you may not cancel.`)]] : []),
    ...(more > 0
      ? [
          [
            say(
              `${moreJobs(more)}: I take at most ${mostInBulk.toLocaleString('en-US')} at once, the newest. Ask again for the rest.`,
            ),
          ],
        ]
      : []),
    ...(unsure ? [unsureLine] : []),
  ];
}

/** `1 more job fits`, `3 more jobs fit`. */
const moreJobs = (count: number): string =>
  count === 1 ? '1 more job fits' : `${count.toLocaleString('en-US')} more jobs fit`;

const unsureLine: Line = [
  say('⚠️ Slack does not say now which channels you are in, so jobs may be missing.'),
];

function buttons({ id, sums }: Bulk, { token }: RenderContext): ActionsBlock {
  const button = (actionId: string, text: string): Button => ({
    type: 'button',
    action_id: actionId,
    text: { type: 'plain_text', text },
    value: writeActionValue({ handle: id, token }),
  });
  return {
    type: 'actions',
    elements: [
      { ...button(actionId('confirm-many'), `Cancel ${manyJobs(sums.count)}`), style: 'danger' },
      button(actionId('leave-many'), sums.count === 1 ? 'Let it run' : 'Let them run'),
    ],
  };
}

/** No job fits. */
export function bulkNoneLines(
  { filter, unsure, leftOut }: AnswerOf<'bulk-none'>,
  { command }: RenderContext,
): readonly Line[] {
  return [
    [
      say('Nothing to cancel'),
      ...filterParts(filter),
      say(': no live job that you see fits, apart from what is being cancelled already.'),
    ],
    ...(filter.scope === 'here'
      ? [
          [
            say('For other channels, write '),
            quoteCode(`${command} cancel all template=…`),
            say(', say.'),
          ],
        ]
      : []),
    ...(leftOut
      ? [
          [
            say(
              'Jobs of private channels that you are not in are left out: cancel each by its handle.',
            ),
          ],
        ]
      : []),
    ...(unsure ? [unsureLine] : []),
  ];
}

/** What a confirmation set going, and what has changed since the question. */
export function bulkBegunLines({
  bulk,
  ended,
  newcomers,
}: AnswerOf<'bulk-begun'>): readonly Line[] {
  const { count } = bulk.sums;
  const more = newcomers.total - newcomers.cards.length;
  const names = newcomers.cards.flatMap((card, nth) => [
    ...(nth === 0 ? [] : [say(', ')]),
    ...nameParts(card),
  ]);
  return [
    [
      say(`Cancel requested: ${manyJobs(count)}. I’ll confirm in each thread, and `),
      say(
        isToldHere(bulk)
          ? 'a message here sums up.'
          : 'a direct message sums up, since the jobs are not all of this channel.',
      ),
    ],
    ...(ended === 0
      ? []
      : [
          [
            say(
              `${ended.toLocaleString('en-US')} of them ${ended === 1 ? 'has' : 'have'} ended since you asked.`,
            ),
          ],
        ]),
    ...(newcomers.total === 0
      ? []
      : [
          [
            say(
              `${moreJobs(newcomers.total)} by now and ${newcomers.total === 1 ? 'is' : 'are'} left alone: `,
            ),
            ...names,
            ...(more > 0 ? [say(` and ${more} more`)] : []),
            say('. Ask again for those.'),
          ],
        ]),
  ];
}

/** The button was pressed before. */
export function bulkConfirmedLine(
  { bulk, confirmedAt }: AnswerOf<'bulk-confirmed'>,
  { now }: RenderContext,
): Line {
  return [
    say(`You confirmed that at `),
    time(confirmedAt, now),
    say(
      bulk.state === 'done'
        ? ': it is done and summed up.'
        : `: ${manyJobs(bulk.sums.count)} are being cancelled. It counts once.`,
    ),
  ];
}
