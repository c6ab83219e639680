// What befalls the world; what lasts is ended after its time, and once more before the run is judged.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Act } from './plan.ts';
import { patiently } from './people.ts';
import { findCard, type Stage } from './stage.ts';

export type Calamity = Extract<
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

/** What the sandbox answers at most, unless it is told less. */
export const largestPage = 100;

/** Brings one calamity about; resolves when it is over. */
export async function befall(stage: Stage, act: Calamity): Promise<void> {
  stage.upsets.push(Date.now());
  await bring(stage, act);
  stage.upsets.push(Date.now());
}

async function bring(stage: Stage, act: Calamity): Promise<void> {
  const { visitor } = stage;
  const slack = (path: string, body?: unknown) => visitor.slack('POST', path, body);
  const vertex = (path: string, body?: unknown) => visitor.vertex('POST', path, body);
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
      return deleteRoot(stage, act.tag);
    case 'delete-job':
      return deleteJob(stage, act.tag);
    case 'kick':
      stage.kickedFrom.add(act.channel);
      await slack('act/kick', { channel: act.channel });
      await sleep(act.forMs);
      return comeBack(stage, act.channel);
    case 'cut-socket':
      await slack('socket/cut');
      return;
    case 'small-pages':
      await vertex('page-size', { max: act.max });
      await sleep(act.forMs);
      await vertex('page-size', { max: largestPage });
      return;
  }
}

/** Somebody invites the bot again. */
export async function comeBack(stage: Stage, channel: string): Promise<void> {
  if (!stage.kickedFrom.delete(channel)) return;
  await stage.visitor.slack('POST', 'act/invite', { channel });
}

async function deleteRoot(stage: Stage, tag: string): Promise<void> {
  const card = await patiently(() => findCard(stage, tag));
  if (card === undefined) return;
  stage.deletedRoots.push(card.ts);
  await stage.visitor.slack('POST', 'act/delete', { channel: card.channel, ts: card.ts });
}

async function deleteJob({ visitor }: Stage, tag: string): Promise<void> {
  const id = await patiently(async () => {
    const { jobs } = await visitor.vertexRecords();
    return jobs.find(({ displayName }) => displayName === tag)?.id;
  });
  if (id !== undefined) await visitor.vertex('POST', `jobs/${id}/delete`);
}
