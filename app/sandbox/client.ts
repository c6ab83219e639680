// What somebody at the sandbox can do and see, through the control routes of its two servers.

import { z } from 'zod';

const seen = z.looseObject({
  sent: z.boolean(),
  /** Of the payload that went to the bot: redelivers it. */
  id: z.string().optional(),
  outcome: z.string().optional(),
  /** What Slack itself tells the person. */
  notice: z.string().optional(),
  ephemerals: z.array(z.string()).default([]),
});
export type ActResult = z.output<typeof seen>;

const event = z.looseObject({
  seq: z.number(),
  kind: z.enum(['message', 'edit', 'delete', 'ephemeral', 'view', 'home', 'reaction']),
  channel: z.string().optional(),
  ts: z.string().optional(),
  thread: z.string().optional(),
  user: z.string(),
  text: z.string(),
});
export type FeedEvent = z.output<typeof event>;

const textObject = z.looseObject({ text: z.string() });
const element = z.looseObject({
  action_id: z.string().default(''),
  text: textObject.optional(),
  placeholder: textObject.optional(),
  value: z.string().optional(),
  options: z.array(z.looseObject({ value: z.string() })).default([]),
});
const messageSchema = z.looseObject({
  ts: z.string(),
  channel: z.string(),
  rendered: z.string(),
  deleted: z.boolean(),
  posted_at: z.string(),
  user: z.string().optional(),
  thread_ts: z.string().optional(),
  is_root: z.boolean(),
  visible_to: z.string().optional(),
  metadata: z.looseObject({ event_payload: z.record(z.string(), z.unknown()) }).nullish(),
  blocks: z
    .array(z.looseObject({ type: z.string(), elements: z.array(z.json()).default([]) }))
    .default([]),
});
export type Message = z.output<typeof messageSchema>;

const slackRecords = z.looseObject({
  calls: z.array(z.looseObject({ method: z.string(), recorded: z.boolean() })),
  payloads: z.array(z.looseObject({ id: z.string(), kind: z.string(), acked: z.boolean() })),
  channels: z.array(
    z.looseObject({ id: z.string(), name: z.string(), messages: z.array(messageSchema) }),
  ),
  ephemerals: z.array(messageSchema),
  people: z.array(z.looseObject({ id: z.string(), name: z.string() })),
  views: z.array(
    z.looseObject({
      id: z.string(),
      user: z.string(),
      type: z.string(),
      open: z.boolean(),
      spec: z.looseObject({
        blocks: z.array(
          z.looseObject({
            block_id: z.string().optional(),
            elements: z.array(z.unknown()).default([]),
            accessory: z.unknown().optional(),
          }),
        ),
      }),
    }),
  ),
});
export type SlackRecords = z.output<typeof slackRecords>;

const vertexJob = z.looseObject({
  id: z.string(),
  name: z.string(),
  displayName: z.string(),
  location: z.string(),
  labels: z.record(z.string(), z.string()),
  origin: z.string(),
  state: z.string(),
  history: z.array(z.object({ state: z.string(), at: z.string() })),
  deleted: z.boolean(),
});
export type VertexJob = z.output<typeof vertexJob>;

const vertexRecords = z.looseObject({
  requests: z.array(z.looseObject({ call: z.string().nullable(), fault: z.string().nullable() })),
  jobs: z.array(vertexJob),
});
export type VertexRecords = z.output<typeof vertexRecords>;

export type WaitQuery = {
  /** A regular expression on the text. */
  readonly match?: string;
  readonly kind?: FeedEvent['kind'];
  readonly channel?: string;
  readonly thread?: string;
  readonly user?: string;
  /** Only what happened after this `seq`. */
  readonly since?: number;
  readonly timeoutMs?: number;
};

export type Press = {
  readonly user: string;
  readonly channel: string;
  /** What the button says, or the menu before something is chosen in it. */
  readonly label: string;
  /** Of the job; needed where several cards have the same button. */
  readonly handle?: string | undefined;
  /** `false` presses the other button of the dialog. */
  readonly confirm?: boolean;
};

export type PressHome = Pick<Press, 'user' | 'label' | 'confirm'> & {
  /** Handle of the job, or name of the template. */
  readonly of: string;
};

export interface SandboxClient {
  /** Types a slash command in a channel. */
  type(user: string, channel: string, text: string): Promise<ActResult>;
  /** Presses the newest button of that label that the person sees. */
  press(press: Press): Promise<ActResult>;
  /** Opens the bot’s Home; what it shows follows as an event. */
  openHome(user: string): Promise<void>;
  /** Presses a button there: of the job of that handle, or in the line that begins with that name. */
  pressHome(press: PressHome): Promise<ActResult>;
  /** Chooses in a menu of the window this person has before them. */
  choose(user: string, actionId: string, value: string): Promise<ActResult>;
  /** Submits that window; what is not named keeps what stands in it. Fields by name: a parameter’s, `in`, `max-time`; `yaml`, `note`, `file` (its content). */
  submit(user: string, fields: Readonly<Record<string, string>>): Promise<ActResult>;
  /** The first event that fits, now or later; undefined when the time is over. */
  wait(query: WaitQuery): Promise<FeedEvent | undefined>;
  /** The `seq` of the last event. */
  last(): Promise<number>;
  /** A channel and its threads as text, as this person sees them. */
  show(channel: string, viewer: string): Promise<string>;
  slackRecords(): Promise<SlackRecords>;
  vertexRecords(): Promise<VertexRecords>;
  /** Any control route. @throws the server's own sentence */
  slack(method: string, path: string, body?: unknown): Promise<unknown>;
  vertex(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** A message that is edited before each of so many presses is no race. */
const mostPresses = 3;

/** Somebody at the servers with these addresses. */
export function createSandboxClient(slackUrl: string, vertexUrl: string): SandboxClient {
  const slack = (method: string, path: string, body?: unknown) =>
    control(slackUrl, method, path, body);
  const vertex = (method: string, path: string, body?: unknown) =>
    control(vertexUrl, method, path, body);
  const act = async (name: string, body: unknown) =>
    seen.parse(await slack('POST', `act/${name}`, body));
  const upload = async (user: string, content: string) => {
    const answer = await slack('POST', 'act/upload', { user, name: 'template.yaml', content });
    return z.looseObject({ id: z.string() }).parse(answer).id;
  };
  const records = async () => slackRecords.parse(await slack('GET', 'records'));
  const pressOnce = async (press: Press) => {
    const { user, channel, confirm } = press;
    const inWindow = findInWindow(await records(), press);
    if (inWindow !== undefined) return act('click', { user, ...inWindow });
    return act('click', { user, channel, confirm, ...findPressable(await records(), press) });
  };

  return {
    slack,
    vertex,
    slackRecords: records,
    vertexRecords: async () => vertexRecords.parse(await vertex('GET', 'records')),
    type: (user, channel, text) => act('command', { user, channel, text }),
    async press(press) {
      // Between the look and the click the bot may edit the message, and give its buttons other values: a person presses what stands there.
      for (let attempt = 1; ; attempt++) {
        try {
          return await pressOnce(press);
        } catch (error) {
          const isEdited =
            error instanceof Error && /^There is nothing to press/.test(error.message);
          if (!isEdited || attempt === mostPresses) throw error;
        }
      }
    },
    async openHome(user) {
      await slack('POST', 'act/home', { user });
    },
    async pressHome(press) {
      const { user, confirm } = press;
      return act('click', { user, confirm, ...findOnHome(await records(), press) });
    },
    async choose(user, actionId, value) {
      const view_id = openViewOf(await records(), user);
      return act('click', { user, view_id, action_id: actionId, value });
    },
    async submit(user, fields) {
      const seenRecords = await records();
      const view_id = openViewOf(seenRecords, user);
      const blocks = seenRecords.views.find(({ id }) => id === view_id)?.spec.blocks ?? [];
      const values = Object.entries(fields).map(async ([name, value]) => {
        const fits =
          fieldsByName[name] ?? ((id) => id.startsWith('parameter:') && id.endsWith(`:${name}`));
        const block = blocks.find(({ block_id: id = '' }) => fits(id));
        if (block?.block_id === undefined) throw new Error(`The window has no field ${name}.`);
        return [
          block.block_id,
          { value: name === 'file' ? await upload(user, value) : value },
        ] as const;
      });
      const entered = Object.fromEntries(await Promise.all(values));
      return act('submit', { user, view_id, values: entered });
    },
    async wait(query) {
      const params = Object.entries(query).map(([name, value]) => [name, String(value)]);
      const answer = await slack('GET', `wait?${new URLSearchParams(params).toString()}`);
      return z.object({ event: event.optional() }).parse(answer).event;
    },
    async last() {
      const answer = await slack('GET', `feed?since=${Number.MAX_SAFE_INTEGER}`);
      return z.looseObject({ last: z.number() }).parse(answer).last;
    },
    async show(channel, viewer) {
      const id = encodeURIComponent(channel);
      return z.string().parse(await slack('GET', `channel/${id}.txt?viewer=${viewer}`));
    },
  };
}

/** Whether a block is the field of this name; every other name is a parameter's. */
const fieldsByName: Readonly<Record<string, (blockId: string) => boolean>> = {
  in: (id) => id.startsWith('target:'),
  'max-time': (id) => id.startsWith('max-time:'),
  channel: (id) => id === 'channel::',
  yaml: (id) => /^template-text:\d+:0$/.test(id),
  note: (id) => id === 'template-note',
  file: (id) => id.startsWith('template-file:'),
};

async function control(base: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${base}/sandbox/${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  const answer: unknown = isJson ? JSON.parse(text) : text;
  if (response.ok) return answer;
  const failure = z.looseObject({ error: z.unknown() }).safeParse(answer);
  const said = failure.success ? failure.data.error : text;
  throw new Error(typeof said === 'string' ? said : JSON.stringify(said));
}

/** The window on top of those this person has open. @throws when there is none */
function openViewOf({ views, people }: SlackRecords, user: string): string {
  const me = people.find(({ id, name }) => [id, name, `@${name}`].includes(user))?.id;
  const view = views.findLast((one) => one.open && one.user === me && one.type === 'modal');
  if (view === undefined) throw new Error(`No window is open for ${user}.`);
  return view.id;
}

/** A button of that label in the window this person has before them. */
function findInWindow({ views, people }: SlackRecords, { user, label }: Press) {
  const me = people.find(({ id, name }) => [id, name, `@${name}`].includes(user))?.id;
  const view = views.findLast((one) => one.open && one.user === me && one.type === 'modal');
  for (const { elements } of view?.spec.blocks ?? []) {
    for (const one of elements) {
      const parsed = element.safeParse(one);
      const isIt = parsed.data?.text?.text.toLowerCase() === label.toLowerCase();
      if (parsed.success && isIt) {
        return { view_id: view?.id, action_id: parsed.data.action_id };
      }
    }
  }
  return undefined;
}

/** Where to click on this person's Home. @throws when there is no such button */
function findOnHome({ views, people }: SlackRecords, { user, label, of }: PressHome) {
  const me = people.find(({ id, name }) => [id, name, `@${name}`].includes(user))?.id;
  const view = views.find((one) => one.type === 'home' && one.user === me);
  for (const { block_id, elements, accessory } of view?.spec.blocks ?? []) {
    for (const one of [...elements, accessory]) {
      const { data } = element.safeParse(one);
      const { action_id, text, value = '' } = data ?? {};
      const isIt = text?.text.toLowerCase() === label.toLowerCase();
      if (isIt && (value === of || value.startsWith(`${of}:`))) {
        return { view_id: view?.id, action_id, block_id };
      }
    }
  }
  throw new Error(`There is no “${label}” of ${of} on the Home of ${user}.`);
}

/** Where to click: the newest message this person sees that has such a button or menu. */
function findPressable(records: SlackRecords, { user, channel, label, handle }: Press) {
  const place = records.channels.find(({ id, name }) => [id, name, `#${name}`].includes(channel));
  const me = records.people.find(({ id, name }) => [id, name, `@${name}`].includes(user))?.id;
  const messages = [...(place?.messages ?? []), ...records.ephemerals]
    .filter((one) => !one.deleted && one.channel === place?.id)
    .filter(({ visible_to }) => visible_to === undefined || visible_to === me)
    .sort((a, b) => (a.ts < b.ts ? 1 : -1));
  for (const message of messages) {
    for (const block of message.blocks) {
      for (const one of block.elements) {
        const value = valueToPress(one, label, handle);
        if (value !== undefined) return { ts: message.ts, ...value };
      }
    }
  }
  const whose = handle === undefined ? '' : ` of ${handle}`;
  throw new Error(`There is no “${label}”${whose} to press in ${channel}.`);
}

function valueToPress(json: unknown, label: string, handle: string | undefined) {
  const parsed = element.safeParse(json);
  if (!parsed.success) return undefined;
  const { action_id, text, placeholder, value, options } = parsed.data;
  if ((text ?? placeholder)?.text.toLowerCase() !== label.toLowerCase()) return undefined;
  const values = [...(value === undefined ? [] : [value]), ...options.map((one) => one.value)];
  const chosen = values.find((one) => handle === undefined || one.startsWith(`${handle}:`));
  return chosen === undefined ? undefined : { action_id, value: chosen };
}
