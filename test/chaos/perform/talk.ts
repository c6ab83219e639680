// What people do in Slack without slash commands: they write and edit messages, and fill in the form.

import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Act } from '../plan/plan.ts';
import { labels, press, waitFor } from './commands.ts';
import { findCard, slackRecords, type Context } from './context.ts';
import { isAboutMessage } from '../evidence/message-to-bot.ts';

type Of<Do extends Act['do']> = Extract<Act, { do: Do }>;

const saidSchema = z.looseObject({ ts: z.string() });

export async function mention(context: Context, act: Of<'mention'>): Promise<void> {
  const { user, channel, about, inThread, presses, again } = act;
  const card = about === undefined ? undefined : await waitFor(() => findCard(context, about));
  if (about !== undefined && card === undefined) return;
  const handle = card?.handle ?? '';
  const text = act.text.replace('{handle}', handle);
  const where = inThread === true && card !== undefined ? { thread_ts: card.ts } : {};
  const said = await context.client.slack('POST', 'act/say', { user, channel, text, ...where });
  await redeliver(context, channel, saidSchema.parse(said).ts, again);
  await press(context, { user, channel, label: labels.confirmCancel, handle }, presses);
}

export async function edit(context: Context, act: Of<'edit'>): Promise<void> {
  const { user, channel, text: first, edits, afterMs, unfurls, again } = act;
  const slack = (name: string, body: object) =>
    context.client.slack('POST', `act/${name}`, { channel, ...body });
  const { ts } = saidSchema.parse(await slack('say', { user, text: first }));
  for (const text of edits) {
    await sleep(afterMs);
    await slack('edit', { user, ts, text });
  }
  if (unfurls) await slack('unfurl', { ts });
  await redeliver(context, channel, ts, again);
}

/** Redelivers all events of a message this many times, all at the same time. */
async function redeliver(
  context: Context,
  channel: string,
  ts: string,
  times: number,
): Promise<void> {
  if (times === 0) return;
  const { payloads } = await slackRecords(context);
  const ids = payloads.filter((one) => isAboutMessage(one, channel, ts)).map(({ id }) => id);
  const retry = { number: 1, reason: 'timeout' };
  await Promise.all(
    Array.from({ length: times }, () => ids)
      .flat()
      .map((id) => context.client.slack('POST', 'redeliver', { id, retry })),
  );
}

/** Opens the form, and submits it as often as the act says. */
export async function fillForm(context: Context, act: Of<'form'>): Promise<void> {
  const { client } = context;
  const { user, channel, by, tag, scenario, location, submits, again } = act;
  const target = `sandbox-project/${location}`;
  const lacking = `/job launch chaos scenario=${scenario} in=${target}`;
  const known = (await views(context)).map(({ id }) => id);
  await client.type(user, channel, by === 'bare' ? '/job' : lacking);
  const opened = await waitFor(async () =>
    (await views(context)).find((one) => one.user === user && one.open && !known.includes(one.id)),
  );
  if (opened === undefined) return;
  const { id: view_id } = opened;
  if (by === 'bare') {
    const choice = { user, view_id, action_id: 'form-template', value: 'chaos' };
    await client.slack('POST', 'act/click', choice);
  }
  const fields = await waitFor(async () => fieldsOf(context, view_id));
  if (fields === undefined) return;
  const values = {
    [fields('parameter', 'tag')]: { value: tag },
    [fields('parameter', 'scenario')]: { value: scenario },
    [fields('target', '')]: { value: target },
  };
  const submit = () => client.slack('POST', 'act/submit', { user, view_id, values });
  const submitted = await Promise.allSettled(Array.from({ length: submits }, submit));
  const [id] = submitted.flatMap((one) =>
    one.status === 'fulfilled' ? (sentSchema.parse(one.value).id ?? []) : [],
  );
  if (id === undefined) return;
  for (let times = again; times > 0; times--) await client.slack('POST', 'redeliver', { id });
}

const sentSchema = z.looseObject({ id: z.string().optional() });

async function views({ client }: Context) {
  const { views: all } = await client.slackRecords();
  return all.filter(({ type }) => type === 'modal');
}

/** A function that finds a modal's field blocks by kind and name. Undefined while it has none. */
async function fieldsOf(context: Context, id: string) {
  const view = (await views(context)).find((one) => one.id === id);
  const blocks = view?.spec.blocks.map(({ block_id = '' }) => block_id) ?? [];
  const find = (kind: string, name: string): string =>
    blocks.find((one) => one.startsWith(`${kind}:`) && one.endsWith(`:${name}`)) ?? '';
  return find('parameter', 'tag') === '' ? undefined : find;
}
