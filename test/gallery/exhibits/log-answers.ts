// Answers with a job's log, and the reasons why there is none.

import type { Answer, AnswerOf } from '../../../app/domain/answer/answer.ts';
import { tidyLog, type LogEntry } from '../../../app/domain/logs/job-log.ts';
import { lastWords } from '../../../app/domain/logs/log-tail.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import type { Captioned } from '../exhibit.ts';
import { failed, waiting } from './job-answers.ts';
import { now } from './samples.ts';

type Of<Kind extends Answer['kind']> = readonly Captioned<AnswerOf<Kind>>[];

const entry = (secondsAgo: number, text: string, more: Partial<LogEntry> = {}): LogEntry => ({
  at: now - secondsAgo * 1_000,
  severity: 'INFO',
  replica: 'workerpool0-0',
  text,
  ...more,
});
const log: readonly LogEntry[] = [
  entry(150, 'epoch 41/90: loss 1.914, accuracy 0.562, 1 021 images/s'),
  entry(140, 'epoch 42/90: loss 1.887, accuracy 0.569, 1 018 images/s'),
  entry(
    131,
    'saving to gs://acme-data/runs/41 with HF_TOKEN=hf_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789',
  ),
  entry(130, 'cache is 93 % of memory', { severity: 'WARNING' }),
  entry(122, 'RuntimeError: DataLoader worker (pid 212) is killed by signal: Killed', {
    severity: 'ERROR',
  }),
];
const several = [...log, entry(121, 'Job failed.', { severity: 'ERROR', replica: 'service' })];
const nothing = { lines: [], more: false, cutShort: false };

export const logs: Of<'logs'> = [
  [
    'The newest lines',
    { kind: 'logs', card: failed, lines: tidyLog(log, 20), more: true, cutShort: false },
  ],
  [
    'Of several replicas',
    { kind: 'logs', card: failed, lines: tidyLog(several, 20), more: false, cutShort: false },
  ],
  [
    'Of one replica, not searched to its end',
    {
      kind: 'logs',
      card: failed,
      lines: tidyLog(log, 3),
      replica: 'workerpool0-0',
      more: true,
      cutShort: true,
    },
  ],
  ['Empty, and not started yet', { kind: 'logs', card: waiting, ...nothing }],
  ['Empty after an end', { kind: 'logs', card: failed, ...nothing, replica: 'workerpool1-0' }],
];

export const unreadLogs: Of<'logs-unread'> = [
  [
    'A role is missing',
    {
      kind: 'logs-unread',
      card: failed,
      why: { kind: 'logs-forbidden', project: 'ml-prod' },
    },
  ],
];

/** The last lines of the log, which are added to the reply of a failure. */
export const lastLines: Update = {
  kind: 'log-tail',
  at: now,
  lines: [...lastWords(several)],
  completes: 'job:3',
};
