import { expect, test } from 'vitest';
import { buildEvidence } from '../evidence/build-evidence.ts';
import type { Evidence } from '../evidence/evidence.ts';
import {
  channel,
  succeeded,
  allMessages,
  command,
  typed,
  thread,
  tellLaunched,
  tellRunning,
  tellSucceeded,
  audit,
  auditOf,
} from '../evidence/samples.ts';
import { expectViolation, type Case } from './cases.ts';
import { checkRun } from './check-run.ts';

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
const quietChannel = { id: channel, mode: 'quiet', broadcast: 0, digest_minutes: null };
const setAudit = auditOf('command:t8', 'channel', {
  outcome: 'set',
  channel,
  actor: 'U0ANA',
  at: 1,
});
const quieted = (rows: object, messages: readonly (typeof posted)[] = [posted]): Evidence =>
  buildEvidence({
    payloads: [command, typed('t8', 'channel quiet')],
    messages: [...allMessages, ...messages],
    rows: {
      threads: [thread, settings('quiet', 'all')],
      channels: [quietChannel],
      audit: [audit, setAudit],
      ...rows,
    },
  });
type Hour = { readonly minutes: number; readonly zone: string };
const hour = (zone: string): Hour => ({ minutes: 540, zone });
/** Ana sets the digest's hour, and then Bo the same one where he lives. */
const hours = (
  told: readonly (readonly [by: string, was: Hour | undefined, is: Hour])[],
): Evidence =>
  buildEvidence({
    payloads: [command, typed('t8', 'channel digest=09:00'), typed('t9', 'channel digest=09:00')],
    messages: [...allMessages, posted],
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
      channels: [
        { ...quietChannel, mode: 'all', digest_minutes: 540, digest_zone: 'Europe/Berlin' },
      ],
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
const heldBack = (some: unknown, rows: object = {}): Evidence =>
  quieted({ updates: [tellLaunched, tellRunning, some], ...rows });
const withoutEnd = (servers: Evidence): Evidence => ({
  ...servers,
  slack: {
    ...servers.slack,
    channels: servers.slack.channels.map((one) => ({
      ...one,
      messages: one.messages.filter(({ ts }) => ts !== succeeded.ts),
    })),
  },
});

/** The rows of a channel whose level is lowered at a time (Unix ms). */
function settingAt(at: number): object {
  return { audit: [audit, { ...setAudit, at }] };
}

const fine: readonly (readonly [string, Evidence])[] = [
  ['changed settings', quieted({})],
  ['an hour that two people set in their time zones', hours([atAnas, atBos])],
  ['an end suppressed in a quiet channel', withoutEnd(heldBack(held))],
  [
    'an end suppressed by a level that is set in a transaction at the same time',
    withoutEnd(heldBack(held, settingAt(1_004_900))),
  ],
];

test.each(fine)('finds nothing in %s', (_, evidence) => {
  expect(checkRun(evidence).violations).toEqual([]);
});

const cases: readonly Case[] = [
  [
    'a setting that was not stored',
    'lost',
    /has settings all, and was set to quiet/,
    quieted({ channels: [{ ...quietChannel, mode: 'all' }] }),
  ],
  ['a setting that was not posted', 'lost', /is told nothing/, quieted({ threads: [thread] }, [])],
  [
    'a setting that was posted twice',
    'repeated',
    /set to quiet by U0ANA, and is told quiet by U0ANA, quiet by U0ANA/,
    quieted({ threads: [thread, settings('quiet', 'all'), settings('quiet', 'all', 'th9')] }),
  ],
  [
    'an hour in another time zone that was not posted',
    'lost',
    /540 in Europe\/Berlin by U0BO, and is told all at 540 in America\/Sao_Paulo by U0ANA$/,
    hours([atAnas]),
  ],
  [
    'a suppressed end in a channel that hears everything',
    'lost',
    /was held back, and no digest tells it/,
    withoutEnd(heldBack(held, { threads: [thread], channels: [], audit: [audit] })),
  ],
  [
    'an end suppressed long before the level was lowered',
    'lost',
    /was held back, and no digest tells it/,
    withoutEnd(heldBack(held, settingAt(1_006_001))),
  ],
  [
    'a suppressed update about what a person did',
    'lost',
    /\(cancel-asked\) of abcd was held back/,
    heldBack({ ...held, payload: JSON.stringify({ kind: 'cancel-asked' }) }),
  ],
];

test.each(cases)('finds %s', (_, kind, what, broken) => {
  expectViolation(broken, kind, what);
});
