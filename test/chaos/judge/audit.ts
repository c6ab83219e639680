// Every act that took effect, and every refusal, has one audit row, and its end is in it.

import type { Rows } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import type { Finding } from './judge.ts';
import { keysOf, requestOf } from '../evidence/payload-keys.ts';

/** A cancel of a launch whose job was never found waits until a person decides about the launch. */
export function waitsForAnswer(
  { launches }: Pick<Rows, 'launches'>,
  { state, launch_id }: Rows['cancels'][number],
): boolean {
  const launch = launches.find(({ id }) => id === launch_id);
  return state === 'accepted' && launch?.state === 'unknown';
}

type Act = { readonly about: string; readonly key: string; readonly isOpen: boolean };

export function judgeAudit(index: Index): readonly Finding[] {
  const { audit } = index.evidence.rows;
  const acts = actsOf(index);
  const open = new Set(acts.filter(({ isOpen }) => isOpen).map(({ key }) => key));
  const counted = acts.flatMap(({ about, key }): Finding[] => {
    const { length } = audit.filter((row) => row.key === key);
    if (length === 1) return [];
    return length === 0
      ? [{ kind: 'lost', what: `${about} is in no audit row` }]
      : [{ kind: 'repeated', what: `${about} is in ${length} audit rows` }];
  });
  const endless = audit.flatMap(({ key, verb, completed_at }): Finding[] =>
    completed_at !== null || open.has(key)
      ? []
      : [{ kind: 'other', what: `the audit of a ${verb} has no end: ${key}` }],
  );
  return [...counted, ...endless, ...strangers(index)];
}

/** What is stored and took effect, or was refused after it was stored. */
function actsOf({ evidence, stories }: Index): readonly Act[] {
  const launches = stories
    .filter(({ launch }) => launch.origin === null)
    // Held: nothing was begun. Cancelled before it was looked at: the cancel's row tells it.
    .filter(({ launch: { state }, threads }) =>
      state === 'cancelled' ? threads.length > 0 : state !== 'held',
    )
    .map(({ launch: { handle, state, request_key: key } }): Act => ({
      about: `launch ${handle} (${state})`,
      key,
      // Its job may yet turn up.
      isOpen: state === 'unknown',
    }));
  const cancels = evidence.rows.cancels.map((cancel): Act => ({
    about: `cancel of ${cancel.handle} (${cancel.state})`,
    key: cancel.request_key,
    isOpen: waitsForAnswer(evidence.rows, cancel),
  }));
  return [...launches, ...cancels, ...featureActs(evidence.rows)];
}

/** What people have set up. */
function featureActs({ watches, template_saves }: Rows): readonly Act[] {
  return [
    ...watches
      .filter(({ state }) => state !== 'requested')
      .map(({ id, state, request_key: key }): Act => ({
        about: `watch ${id} (${state})`,
        key,
        isOpen: false,
      })),
    ...template_saves.map(({ name, number, request_key }): Act => ({
      about: `${name} v${number}`,
      key: `template:${request_key}`,
      isOpen: false,
    })),
  ];
}

/** Rows of what no person did. */
function strangers({ evidence, payloads }: Index): readonly Finding[] {
  const asked = new Set(payloads.flatMap(keysOf));
  return evidence.rows.audit.flatMap(({ key, verb }): Finding[] =>
    asked.has(requestOf(key))
      ? []
      : [{ kind: 'other', what: `the audit has a ${verb} that nobody asked for: ${key}` }],
  );
}
