// Evidence of a small run without violations. Tests replace parts of it.

export const channel = 'C0MLJOBS';
const rootTs = '1000.000001';
export const at = (second: number): string => new Date(second * 1_000).toISOString();

export type RawMessage = {
  readonly ts: string;
  readonly rendered: string;
  readonly thread_ts?: string;
  readonly delivery?: string;
  readonly deleted?: boolean;
  readonly second?: number;
  readonly edits?: readonly { readonly at: string; readonly before: { rendered: string } }[];
};

const shown = (state: string): string =>
  state.charAt(0) + state.slice(1).toLowerCase().replaceAll('_', ' ');

/** A card that shows this state, as Vertex AI writes it. */
export const card = (state: string): string =>
  `✅ ${shown(state)} after 1 s · one   \`abcd\`\nchaos 1234567 · launched by @ana · sandbox-project/us-central1`;

export const root: RawMessage = {
  ts: rootTs,
  rendered: card('SUCCEEDED'),
  delivery: 'd0',
  edits: [{ at: at(1_005), before: { rendered: card('STARTING') } }],
};
export const reply = (ts: string, rendered: string, delivery: string): RawMessage => ({
  ts,
  rendered,
  delivery,
  thread_ts: rootTs,
});
export const launched = reply('1001.000001', 'Launched by @ana from chaos as job 1', 'd1');
export const running = reply('1003.000001', 'Running after 1 s in queue.', 'd2');
export const succeeded = reply('1004.000001', 'Succeeded after 1 s after 1 s in queue.', 'd3');
export const allMessages = [root, launched, running, succeeded];

/** All messages but one, and others. */
export const without = (
  removed: RawMessage,
  ...more: readonly RawMessage[]
): readonly RawMessage[] => [...allMessages.filter((one) => one !== removed), ...more];

export const launchKey = 'command:t1';
export const command = {
  id: 'p1',
  kind: 'slash_commands',
  acked: true,
  payload: { command: '/job', trigger_id: 't1', user_id: 'U0ANA', text: 'launch chaos tag=one' },
  attempts: [{ outcome: 'acked', at: at(999), ack: { text: 'Launching *one* as `abcd`.' } }],
};

/** A payload of a press of one of the card's buttons. */
export function pressOf(action_id: string, second: number) {
  return {
    id: 'p2',
    kind: 'interactive',
    acked: true,
    payload: { user: { id: 'U0ANA' }, actions: [{ action_id, value: 'abcd:t2' }] },
    attempts: [{ outcome: 'acked', at: at(second) }],
  };
}

/** A payload of a slash command. */
export const typed = (trigger: string, text: string) => ({
  ...command,
  id: trigger,
  payload: { ...command.payload, trigger_id: trigger, text },
  attempts: [{ outcome: 'acked', at: at(999) }],
});

export const launch = {
  id: 'l1',
  request_key: launchKey,
  handle: 'abcd',
  state: 'bound',
  asker_user: 'U0ANA',
  asker_channel: channel,
  body: '{}',
  job_id: '1',
  repeats: null,
  rerun_of: null,
};
export const job = {
  id: '1',
  displayName: 'one',
  labels: { 'launch-id': 'l1' },
  origin: 'api',
  state: 'SUCCEEDED',
  history: [
    { state: 'QUEUED', at: at(1_000) },
    { state: 'PENDING', at: at(1_001) },
    { state: 'RUNNING', at: at(1_002) },
    { state: 'SUCCEEDED', at: at(1_003.5) },
  ],
  deleted: false,
};
export const thread = {
  id: 'th1',
  channel,
  launch_id: 'l1',
  digest: null,
  root_ts: rootTs,
  roots: 1,
  card_wanted: 3,
  card_shown: 3,
  delivery: null,
  parked: null,
};

type RawUpdate = {
  readonly seq: number;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly delivery_id: string | null;
  readonly sent_ts: string | null;
  readonly held_at?: number;
  readonly digest?: string;
};
export const update = ({ seq, payload, ...rest }: RawUpdate) => ({
  thread_id: 'th1',
  seq,
  key: `key${seq}`,
  payload: JSON.stringify(payload),
  held_at: null,
  digest: null,
  ...rest,
});
const change = (to: string) => ({ kind: 'job', change: { kind: 'state', to } });
export const tellLaunched = update({
  seq: 1,
  payload: { kind: 'launched', adopted: false },
  delivery_id: 'd1',
  sent_ts: launched.ts,
});
export const tellRunning = update({
  seq: 2,
  payload: change('RUNNING'),
  delivery_id: 'd2',
  sent_ts: running.ts,
});
export const tellSucceeded = update({
  seq: 3,
  payload: change('SUCCEEDED'),
  delivery_id: 'd3',
  sent_ts: succeeded.ts,
});
/** The job's end, included in a digest instead of the thread, and that digest. */
export const tellCollected = {
  ...tellSucceeded,
  delivery_id: null,
  sent_ts: null,
  held_at: 1_004_000,
  digest: 'th2',
};
export const digest: RawMessage = {
  ts: '1004.000005',
  rendered: '*1 jobs ended at once*: 1 succeeded, as read at 12:00.',
  delivery: 'd9',
};
export const digestThread = {
  ...thread,
  id: 'th2',
  launch_id: null,
  digest: '{}',
  root_ts: digest.ts,
};
/** A direct message to the job's launcher. */
export const notice: RawMessage = {
  ts: '1004.000006',
  rendered: 'I can’t post about hello (a3f9): Slack says channel_not_found.',
  delivery: 'd11',
};
export const noticeThread = {
  ...thread,
  id: 'th3',
  channel: 'D0ANA',
  launch_id: null,
  digest: '{"kind":"direct"}',
  root_ts: notice.ts,
};
export const audit = {
  key: launchKey,
  verb: 'launch',
  outcome: 'created 1',
  completed_at: 1_000_000,
};
export const auditOf = (key: string, verb: string, more = {}) => ({ ...audit, key, verb, ...more });
