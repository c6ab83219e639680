// Outages of Slack, Vertex AI and the token service, and what people delete. `endFaults` ends them again before the run is checked.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Act } from '../plan/plan.ts';
import { waitFor } from './commands.ts';
import { findCard, type Context } from './context.ts';

type Outage = Extract<
  Act,
  {
    do:
      | 'slack-outage'
      | 'vertex-outage'
      | 'token-failures'
      | 'lose-google-token'
      | 'revoke'
      | 'list-lag'
      | 'delete-root'
      | 'delete-job'
      | 'kick'
      | 'cut-socket'
      | 'small-pages';
  }
>;

/** The sandbox's own page limit. */
export const maxPageSize = 100;

/** Causes one outage; resolves when it is over. */
export async function causeOutage(context: Context, act: Outage): Promise<void> {
  context.disruptions.push(Date.now());
  await cause(context, act);
  context.disruptions.push(Date.now());
}

async function cause(context: Context, act: Outage): Promise<void> {
  const { client } = context;
  const slack = (path: string, body?: unknown) => client.slack('POST', path, body);
  const vertex = (path: string, body?: unknown) => client.vertex('POST', path, body);
  switch (act.do) {
    case 'slack-outage':
      await slack('outage', { ms: act.forMs });
      await sleep(act.forMs);
      return;
    case 'vertex-outage':
      await vertex('outage', { locations: act.locations });
      await sleep(act.forMs);
      await vertex('outage', { locations: [] });
      return;
    case 'token-failures':
      await vertex('sts', { fail: { status: act.status, count: act.count } });
      return;
    case 'lose-google-token':
      await vertex('tokens/revoke', {});
      return;
    case 'revoke':
      await slack('token/revoke');
      await sleep(act.forMs);
      await slack('token/restore');
      return;
    case 'list-lag':
      await vertex('list-lag', { ms: act.ms });
      await sleep(act.forMs);
      await vertex('list-lag', { ms: 0 });
      return;
    case 'delete-root':
      return deleteRoot(context, act.tag);
    case 'delete-job':
      return deleteJob(context, act.tag);
    case 'kick':
      context.kickedFrom.add(act.channel);
      await slack('act/kick', { channel: act.channel });
      await sleep(act.forMs);
      return reinvite(context, act.channel);
    case 'cut-socket':
      await slack('socket/cut');
      return;
    case 'small-pages':
      await vertex('page-size', { max: act.max });
      await sleep(act.forMs);
      await vertex('page-size', { max: maxPageSize });
      return;
  }
}

/** Somebody invites the bot again. */
export async function reinvite(context: Context, channel: string): Promise<void> {
  if (!context.kickedFrom.delete(channel)) return;
  await context.client.slack('POST', 'act/invite', { channel });
}

async function deleteRoot(context: Context, tag: string): Promise<void> {
  const card = await waitFor(() => findCard(context, tag));
  if (card === undefined) return;
  context.deletedRoots.push(card.ts);
  await context.client.slack('POST', 'act/delete', { channel: card.channel, ts: card.ts });
}

async function deleteJob({ client }: Context, tag: string): Promise<void> {
  const id = await waitFor(async () => {
    const { jobs } = await client.vertexRecords();
    return jobs.find(({ displayName }) => displayName === tag)?.id;
  });
  if (id !== undefined) await client.vertex('POST', `jobs/${id}/delete`);
}
