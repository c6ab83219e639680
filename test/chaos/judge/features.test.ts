// What the judge finds in what people set up, with evidence that is forged for each rule.

import { describe, expect, test } from 'vitest';
import type { Finding } from './judge.ts';
import { judge } from './judge.ts';
import {
  at,
  audit,
  command,
  evidence,
  job,
  launch,
  launched,
  notice,
  noticeThread,
  reply,
  root,
  running,
  succeeded,
  tellLaunched,
  tellRunning,
  tellSucceeded,
  thread,
  update,
} from '../evidence/samples.ts';

const channel = 'C0MLJOBS';
type Servers = ReturnType<typeof evidence>;
type Case = readonly [string, Finding['kind'], RegExp, Servers];

const typed = (trigger: string, text: string) => ({
  ...command,
  id: trigger,
  payload: { ...command.payload, trigger_id: trigger, text },
  attempts: [{ outcome: 'acked', at: at(999) }],
});

/** One window of a template, submitted and closed. */
const saved = (view: string, base: number, mark: string) => ({
  id: view,
  kind: 'interactive',
  acked: true,
  payload: {
    type: 'view_submission',
    user: { id: 'U0WANDA' },
    view: {
      id: view,
      private_metadata: JSON.stringify({ channel, name: 'house', base }),
      state: { values: { text: { value: `labels: { mark: ${mark} }` } } },
    },
  },
  attempts: [{ outcome: 'acked', at: at(999), ack: { response_action: 'clear' } }],
});
const save = (number: number, key: string, mark: string) => ({
  name: 'house',
  number,
  action: 'save',
  text: `labels: { mark: ${mark} }\nargs: [${mark}]`,
  author: 'U0WANDA',
  request_key: key,
});
const auditOf = (key: string, verb: string, more = {}) => ({ ...audit, key, verb, ...more });
const saveAudit = auditOf('template:view:V1:0', 'template');

function templates(
  saves: readonly unknown[],
  payloads: readonly unknown[] = [saved('V1', 0, 'mark-1-1')],
  more = {},
): Servers {
  const rows = { template_saves: saves, audit: [audit, saveAudit], ...more };
  return evidence({ payloads: [command, ...payloads], rows });
}

const house = {
  ...launch,
  template_name: 'house',
  template_version: 'v1',
  body: '{"labels":{"mark":"mark-1-1"},"args":["mark-1-1"]}',
};
const houseOf = (mark: string): Servers => ({
  ...templates([save(1, 'view:V1:0', 'mark-1-1')], undefined, { launches: [house] }),
  vertex: evidence({ jobs: [{ ...job, labels: { ...job.labels, mark } }] }).vertex,
});

const far = {
  ...job,
  id: '7',
  displayName: 'far',
  labels: { team: 'elsewhere' },
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
  handle: 'farr',
  origin: 'watched',
  job_id: '7',
};
const farRoot = {
  ...root,
  ts: '1000.000007',
  delivery: 'e0',
  rendered: '✅ far · SUCCEEDED · ran 1 s   `farr`\nlaunched elsewhere · watched for @ana',
  edits: [],
  second: 1_005,
};
const farReply = (ts: string, rendered: string, delivery: string) => ({
  ...reply(ts, rendered, delivery),
  thread_ts: farRoot.ts,
});
const farReplies = [
  farReply('1001.000007', 'Watched for @ana (label.team=elsewhere): job 7', 'e1'),
  farReply('1004.000007', 'Succeeded: ran 1 s.', 'e3'),
];
const farUpdate = (seq: number, payload: Readonly<Record<string, unknown>>, nth: number) => ({
  ...update({ seq, payload, delivery_id: `e${seq}`, sent_ts: farReplies[nth]?.ts ?? null }),
  thread_id: 'th7',
});
const farRows = {
  launches: [launch, watched],
  threads: [thread, { ...thread, id: 'th7', launch_id: 'l7', root_ts: farRoot.ts }],
  updates: [
    tellLaunched,
    tellRunning,
    tellSucceeded,
    farUpdate(1, { kind: 'watched' }, 0),
    farUpdate(3, { kind: 'job', change: { kind: 'state', to: 'SUCCEEDED' } }, 1),
  ],
  watches: [watch],
  watch_jobs: [{ watch_id: 'w1', id: '7', state: 'taken' }],
  audit: [audit, auditOf('command:t7', 'watch')],
};
const here = [root, launched, running, succeeded];
const elsewhere = (
  rows: object,
  messages: readonly unknown[] = [farRoot, ...farReplies],
): Servers =>
  evidence({
    payloads: [
      command,
      typed('t7', 'watch label.team=elsewhere'),
      typed('t8', 'unwatch label.team=elsewhere'),
    ],
    jobs: [job, far],
    messages: [...here, ...(messages as (typeof here)[number][])],
    rows: { ...farRows, ...rows },
  });

const settings = (mode: string, was: string, id = 'th8') => ({
  ...thread,
  id,
  launch_id: null,
  root_ts: '1004.000008',
  digest: JSON.stringify({
    kind: 'settings',
    at: 1_004_000,
    by: 'U0ANA',
    before: { mode: was, broadcast: false },
    after: { mode, broadcast: false },
  }),
});
const posted = {
  ts: '1004.000008',
  rendered: '🔔 @ana changed what this channel hears. quiet (was all)',
  delivery: 'd18',
};
const hush = { id: channel, mode: 'quiet', broadcast: 0, digest_minutes: null };
const setAudit = auditOf('command:t8', 'channel', {
  outcome: 'set',
  channel,
  actor: 'U0ANA',
  at: 1,
});
const hushed = (rows: object, messages: readonly (typeof posted)[] = [posted]): Servers =>
  evidence({
    payloads: [command, typed('t8', 'channel quiet')],
    messages: [...here, ...messages],
    rows: {
      threads: [thread, settings('quiet', 'all')],
      channels: [hush],
      audit: [audit, setAudit],
      ...rows,
    },
  });
type Hour = { readonly minutes: number; readonly zone: string };
const hour = (zone: string): Hour => ({ minutes: 540, zone });
/** Ana sets the digest's hour, and then Bo the same one where he lives. */
const hours = (
  told: readonly (readonly [by: string, was: Hour | undefined, is: Hour])[],
): Servers =>
  evidence({
    payloads: [command, typed('t8', 'channel digest=09:00'), typed('t9', 'channel digest=09:00')],
    messages: [...here, posted],
    rows: {
      threads: [
        thread,
        ...told.map(([by, was, is], nth) => ({
          ...settings('all', 'all', `th${8 + nth}`),
          digest: JSON.stringify({
            kind: 'settings',
            at: 1_004_000 + nth,
            by,
            before: { mode: 'all', broadcast: false, digest: was },
            after: { mode: 'all', broadcast: false, digest: is },
          }),
        })),
      ],
      channels: [{ ...hush, mode: 'all', digest_minutes: 540, digest_zone: 'Europe/Berlin' }],
      audit: [
        audit,
        { ...setAudit, detail: JSON.stringify({ digest: hour('America/Sao_Paulo') }) },
        {
          ...setAudit,
          ...{ key: 'command:t9', at: 2, actor: 'U0BO' },
          detail: JSON.stringify({ digest: hour('Europe/Berlin') }),
        },
      ],
    },
  });
const atAnas = ['U0ANA', undefined, hour('America/Sao_Paulo')] as const;
const atBos = ['U0BO', hour('America/Sao_Paulo'), hour('Europe/Berlin')] as const;
const held = { ...tellSucceeded, sent_ts: null, delivery_id: null, held_at: 1_004_000 };
const heldBack = (some: unknown, rows: object = {}): Servers =>
  hushed({ updates: [tellLaunched, tellRunning, some], ...rows });
const untold = (servers: Servers): Servers => ({
  ...servers,
  slack: {
    ...servers.slack,
    channels: servers.slack.channels.map((one) => ({
      ...one,
      messages: one.messages.filter(({ ts }) => ts !== succeeded.ts),
    })),
  },
});

const homeOf = (user: string, text: string): Servers => {
  const servers = evidence();
  const view = { type: 'home', blocks: [{ type: 'rich_text', elements: [{ text }] }] };
  return {
    ...servers,
    slack: {
      ...servers.slack,
      calls: [{ method: 'views.publish', args: { user_id: user, view } }],
      views: [{ type: 'home', user, spec: view }],
      channels: servers.slack.channels.map((one) => ({
        ...one,
        kind: one.id === channel ? 'private' : one.kind,
        members: ['U0ANA', 'U0VERTEXJOBS'],
      })),
    },
  };
};

const toldDirectly = {
  ...noticeThread,
  digest: '{"kind":"direct","notice":{"kind":"told","threadId":"th1","key":"key3"}}',
};
const gathered = {
  ...noticeThread,
  digest:
    '{"kind":"direct","notice":{"kind":"gathered","items":[{"threadId":"th1","key":"key3"}]}}',
};
const departures = [{ user: 'U0ANA', channel, at: 1_003_500 }];

const fine: readonly (readonly [string, Servers])[] = [
  ['a template that was saved', templates([save(1, 'view:V1:0', 'mark-1-1')])],
  ['a launch from a whole version', houseOf('mark-1-1')],
  ['a job that was watched for', elsewhere({})],
  ['a channel that was set', hushed({})],
  ['an hour that two people set where they live', hours([atAnas, atBos])],
  ['an end that a quiet channel did not want', untold(heldBack(held))],
  ['a Home on which nothing is live', homeOf('U0BO', 'Nothing of yours is running.')],
  ['a Home of somebody who sees the job', homeOf('U0ANA', 'abcd')],
  ['a launch that was not started, on a Home', homeOf('U0ANA', ' · NOT STARTED')],
  [
    'a launcher who has left, and was told',
    evidence({ departures, direct: [notice], rows: { threads: [thread, toldDirectly] } }),
  ],
  [
    'a launcher who has left, and was told of several ends at once',
    evidence({ departures, direct: [notice], rows: { threads: [thread, gathered] } }),
  ],
];

const spoiled: readonly Case[] = [
  [
    'a saved template that is not kept',
    'lost',
    /a saved template is not kept/,
    templates([], undefined, { audit: [audit] }),
  ],
  [
    'one that is kept with another text',
    'other',
    /v1 is not what was written/,
    templates([save(1, 'view:V1:0', 'mark-1-2')]),
  ],
  [
    'one Save that made two versions',
    'twice',
    /one Save made house v2/,
    templates([save(1, 'view:V1:0', 'mark-1-1'), save(2, 'view:V1:0', 'mark-1-1')]),
  ],
  [
    'a version that nobody saved',
    'other',
    /house v1 was saved by nobody/,
    templates([save(1, 'view:V1:0', 'mark-1-1')], []),
  ],
  [
    'a version that was overwritten by the next',
    'lost',
    /there is no version before house v2/,
    templates([save(2, 'view:V1:0', 'mark-1-1')]),
  ],
  [
    'a version without an audit row',
    'lost',
    /house v1 is in no audit row/,
    templates([save(1, 'view:V1:0', 'mark-1-1')], undefined, { audit: [audit] }),
  ],
  [
    'a launch from two versions at once',
    'other',
    /abcd was launched from v1 \(mark-1-1\)/,
    houseOf('mark-1-2'),
  ],
  [
    'a launch from a version that is none',
    'other',
    /abcd was launched from v1, which is none/,
    templates([], [], { launches: [house], audit: [audit] }),
  ],
  [
    'a job that was watched for, without a card',
    'lost',
    /far fits the watch of C0MLJOBS/,
    evidence({
      payloads: [command, typed('t7', 'watch label.team=elsewhere')],
      jobs: [job, far],
      rows: { watches: [watch], audit: [audit, auditOf('command:t7', 'watch')] },
    }),
  ],
  [
    'the end of such a job, untold',
    'lost',
    /farr: SUCCEEDED is not told/,
    elsewhere({ updates: farRows.updates.slice(0, 4) }, [farRoot, ...farReplies.slice(0, 1)]),
  ],
  [
    'a job that came when the watch was gone',
    'other',
    /far came to C0MLJOBS, where it is not watched for/,
    elsewhere({
      watches: [{ ...watch, state: 'ended', begun: 0 }],
      audit: [...farRows.audit, auditOf('command:t8', 'unwatch', { channel, at: 900_000 })],
    }),
  ],
  [
    'a job that fits no watch',
    'other',
    /farr is followed, and fits no watch/,
    {
      ...elsewhere({}),
      vertex: evidence({ jobs: [job, { ...far, labels: {} }] }).vertex,
    },
  ],
  [
    'the end of a watch that the channel is not told',
    'lost',
    /1 watches were ended, and posted are 0/,
    elsewhere({ watches: [{ ...watch, state: 'ended' }] }),
  ],
  [
    'a watch without an audit row',
    'lost',
    /watch w1 \(active\) is in no audit row/,
    elsewhere({ audit: [audit] }),
  ],
  [
    'a setting that does not hold',
    'lost',
    /hears all, and was set to quiet/,
    hushed({ channels: [{ ...hush, mode: 'all' }] }),
  ],
  [
    'a setting that the channel is not told',
    'lost',
    /is told nothing/,
    hushed({ threads: [thread] }, []),
  ],
  [
    'a setting that the channel is told twice',
    'repeated',
    /set to quiet by U0ANA, and is told quiet by U0ANA, quiet by U0ANA/,
    hushed({ threads: [thread, settings('quiet', 'all'), settings('quiet', 'all', 'th9')] }),
  ],
  [
    'an hour of another zone that the channel is not told',
    'lost',
    /540 in Europe\/Berlin by U0BO, and is told all at 540 in America\/Sao_Paulo by U0ANA$/,
    hours([atAnas]),
  ],
  [
    'an end held back from a channel that wanted it',
    'lost',
    /was held back, and no digest tells it/,
    untold(heldBack(held, { threads: [thread], channels: [], audit: [audit] })),
  ],
  [
    'what a person did, held back',
    'lost',
    /\(cancel-asked\) of abcd was held back/,
    heldBack({ ...held, payload: JSON.stringify({ kind: 'cancel-asked' }) }),
  ],
  [
    'a Home that says that something is live',
    'other',
    /the Home of U0ANA shows a job as RUNNING/,
    homeOf('U0ANA', ' · RUNNING'),
  ],
  [
    'a Home that shows what is private',
    'other',
    /the Home of U0BO showed abcd/,
    homeOf('U0BO', 'abcd'),
  ],
  [
    'the name of a private job on an admin’s Home',
    'other',
    /the Home of U0ROOT showed one/,
    homeOf('U0ROOT', 'one'),
  ],
  [
    'a launcher who has left, and is not told',
    'lost',
    /U0ANA has left C0MLJOBS, and is not told key3/,
    evidence({ departures }),
  ],
  [
    'a launcher who is told in two messages',
    'repeated',
    /th1\/key3 is told directly 2 times/,
    evidence({
      direct: [notice],
      rows: { threads: [thread, toldDirectly, { ...gathered, id: 'th4' }] },
    }),
  ],
];

describe('what people set up', () => {
  test.each(fine)('the judge finds nothing in %s', (_, servers) => {
    expect(judge(servers).findings).toEqual([]);
  });

  test.each(spoiled)('the judge finds %s', (_, kind, what, servers) => {
    const { findings } = judge(servers);
    const found = findings.filter((one) => one.kind === kind && what.test(one.what));
    expect(found, JSON.stringify(findings)).toHaveLength(1);
  });

  test('an admin’s Home may show the outline of what is private', () => {
    expect(judge(homeOf('U0ROOT', 'abcd')).findings).toEqual([]);
  });
});
