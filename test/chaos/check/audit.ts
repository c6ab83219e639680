// Every act that took effect, and every refusal, has exactly one audit row, and the row is completed.

import type { Rows } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import type { Violation } from './check-run.ts';
import { guardActor } from './guards.ts';
import { keysOf, requestOf } from '../evidence/payload-keys.ts';

/** Whether a cancel waits for a person to decide about its launch, because the launch's job was never found. */
export function waitsForAnswer(
  { launches }: Pick<Rows, 'launches'>,
  { state, launch_id }: Rows['cancels'][number],
): boolean {
  const launch = launches.find(({ id }) => id === launch_id);
  return state === 'accepted' && launch?.state === 'unknown';
}

type Act = { readonly about: string; readonly key: string; readonly isOpen: boolean };

export function checkAudit(index: Index): readonly Violation[] {
  const { audit } = index.evidence.rows;
  const acts = actsOf(index);
  const open = new Set(acts.filter(({ isOpen }) => isOpen).map(({ key }) => key));
  const counted = acts.flatMap(({ about, key }): Violation[] => {
    const { length } = audit.filter((row) => row.key === key);
    if (length === 1) return [];
    return length === 0
      ? [{ kind: 'lost', what: `${about} is in no audit row` }]
      : [{ kind: 'repeated', what: `${about} is in ${length} audit rows` }];
  });
  const endless = audit.flatMap(({ key, verb, completed_at }): Violation[] =>
    completed_at !== null || open.has(key)
      ? []
      : [{ kind: 'other', what: `the audit of a ${verb} has no end: ${key}` }],
  );
  return [...counted, ...endless, ...unrequestedRows(index)];
}

/** Stored requests that took effect, or were refused after they were stored. */
function actsOf({ evidence, perLaunch }: Index): readonly Act[] {
  const launches = perLaunch
    .filter(({ launch }) => launch.origin === null)
    // A held launch has not begun. A launch cancelled before it was accepted is covered by the cancel's row.
    .filter(({ launch: { state }, threads }) =>
      state === 'cancelled' ? threads.length > 0 : state !== 'held',
    )
    .map(({ launch: { handle, state, request_key: key } }): Act => ({
      about: `launch ${handle} (${state})`,
      key,
      // Its job may still turn up, or it may still be approved.
      isOpen: state === 'unknown' || state === 'waiting',
    }));
  const cancels = evidence.rows.cancels.map((cancel): Act => ({
    about: `cancel of ${cancel.handle} (${cancel.state})`,
    key: cancel.request_key,
    isOpen: waitsForAnswer(evidence.rows, cancel),
  }));
  return [...launches, ...cancels, ...featureActs(evidence.rows)];
}

/** Watches and saved templates. */
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

/** Audit rows that no payload explains. */
function unrequestedRows({ evidence, payloads }: Index): readonly Violation[] {
  const asked = new Set(payloads.flatMap(keysOf));
  return evidence.rows.audit.flatMap(({ key, verb, actor }): Violation[] =>
    // What a guard does is checked with the guards.
    asked.has(requestOf(key)) || actor === guardActor
      ? []
      : [{ kind: 'other', what: `the audit has a ${verb} that nobody asked for: ${key}` }],
  );
}
