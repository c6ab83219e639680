import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import {
  channel,
  root,
  reply,
  allMessages,
  command,
  typed,
  launch,
  job,
  thread,
  update,
  tellLaunched,
  tellRunning,
  tellSucceeded,
  audit,
  auditOf,
} from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkRun } from './check-run.ts';

const external = {
  ...job,
  id: '7',
  displayName: 'external',
  labels: { team: 'external' },
  origin: 'console',
};
const watch = {
  id: 'w1',
  request_key: 'command:t7',
  state: 'active',
  asker_user: 'U0ANA',
  asker_channel: channel,
  requested_at: 1_000_000,
  begun: 1,
  told: 1,
};
const watched = {
  ...launch,
  id: 'l7',
  request_key: 'watched:1/us/7',
  handle: 'extn',
  origin: 'watched',
  job_id: '7',
};
const externalRoot = {
  ...root,
  ts: '1000.000007',
  delivery: 'e0',
  rendered: '✅ Succeeded after 1 s · external   `extn`\nlaunched elsewhere · watched for @ana',
  edits: [],
  second: 1_005,
};
const externalReply = (ts: string, rendered: string, delivery: string) => ({
  ...reply(ts, rendered, delivery),
  thread_ts: externalRoot.ts,
});
const externalReplies = [
  externalReply('1001.000007', 'Watched for @ana (label.team=external): job 7', 'e1'),
  externalReply('1004.000007', 'Succeeded after 1 s.', 'e3'),
];
const externalUpdate = (seq: number, payload: Readonly<Record<string, unknown>>, nth: number) => ({
  ...update({ seq, payload, delivery_id: `e${seq}`, sent_ts: externalReplies[nth]?.ts ?? null }),
  thread_id: 'th7',
});
const externalRows = {
  launches: [launch, watched],
  threads: [thread, { ...thread, id: 'th7', launch_id: 'l7', root_ts: externalRoot.ts }],
  updates: [
    tellLaunched,
    tellRunning,
    tellSucceeded,
    externalUpdate(1, { kind: 'watched' }, 0),
    externalUpdate(3, { kind: 'job', change: { kind: 'state', to: 'SUCCEEDED' } }, 1),
  ],
  watches: [watch],
  watch_jobs: [{ watch_id: 'w1', id: '7', state: 'taken' }],
  audit: [audit, auditOf('command:t7', 'watch')],
};
const withExternal = (
  rows: object,
  messages: readonly unknown[] = [externalRoot, ...externalReplies],
): Evidence =>
  buildEvidence({
    payloads: [
      command,
      typed('t7', 'watch label.team=external'),
      typed('t8', 'unwatch label.team=external'),
    ],
    jobs: [job, external],
    messages: [...allMessages, ...(messages as (typeof allMessages)[number][])],
    rows: { ...externalRows, ...rows },
  });

const fine: readonly (readonly [string, Evidence])[] = [['a watched job', withExternal({})]];

test.each(fine)('finds nothing in %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});

const cases: readonly Case[] = [
  [
    'an external job that matches a watch and has no card',
    'lost',
    /external matches the watch of C0MLJOBS/,
    buildEvidence({
      payloads: [command, typed('t7', 'watch label.team=external')],
      jobs: [job, external],
      rows: { watches: [watch], audit: [audit, auditOf('command:t7', 'watch')] },
    }),
  ],
  [
    'the end of an external job that was not posted',
    'lost',
    /extn: SUCCEEDED is not told/,
    withExternal({ updates: externalRows.updates.slice(0, 4) }, [
      externalRoot,
      ...externalReplies.slice(0, 1),
    ]),
  ],
  [
    'a job that started after the watch had ended',
    'other',
    /external has a card in C0MLJOBS, where no watch matches it/,
    withExternal({
      watches: [{ ...watch, state: 'ended', begun: 0 }],
      audit: [...externalRows.audit, auditOf('command:t8', 'unwatch', { channel, at: 900_000 })],
    }),
  ],
  [
    'a job that matches no watch',
    'other',
    /extn is followed, and matches no watch/,
    {
      ...withExternal({}),
      vertex: buildEvidence({ jobs: [job, { ...external, labels: {} }] }).vertex,
    },
  ],
  [
    'the end of a watch that was not posted',
    'lost',
    /1 watches were ended, and posted are 0/,
    withExternal({ watches: [{ ...watch, state: 'ended' }] }),
  ],
  [
    'a watch without an audit row',
    'lost',
    /watch w1 \(active\) is in no audit row/,
    withExternal({ audit: [audit] }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});
