// Injects fault rules at the two servers, retargets them, and ends them.

import { z } from 'zod';
import type { SandboxClient } from '../../../app/sandbox/client/client.ts';
import type { Fault } from '../plan/faults.ts';
import type { Plan } from '../plan/plan.ts';
import { reinvite, maxPageSize } from './outages.ts';
import type { Bots } from './bots.ts';
import { isDirect, type Context } from './context.ts';

/** Injects a fault at one of the servers. A kill rule names one bot, a freeze rule all of them. */
export async function injectFault(
  { bots, plan, client }: Context,
  server: 'slack' | 'vertex',
  fault: Fault,
): Promise<void> {
  await client[server]('POST', 'faults', { ...fault, ...targetOf(bots, plan, fault) });
}

function targetOf(bots: Bots, { replicas }: Plan, { kind, after }: Fault) {
  if (kind === 'kill') return { pid: bots.pid(after % replicas) };
  if (kind !== 'freeze') return {};
  const pids = Array.from({ length: replicas }, (_, replica) => bots.pid(replica));
  return { pids: pids.filter((pid) => pid !== undefined) };
}

const listSchema = z.looseObject({
  faults: z.array(
    z.looseObject({
      kind: z.string(),
      pid: z.number().optional(),
      pids: z.array(z.number()).optional(),
      seen: z.number(),
      hit: z.number(),
      count: z.number(),
      after: z.number(),
    }),
  ),
});

/** Points kill and freeze rules for a dead bot at its successor: the old pid may belong to another process by now. */
export async function retargetFaults(
  client: SandboxClient,
  before: number,
  after: number,
): Promise<void> {
  for (const server of ['slack', 'vertex'] as const) {
    const { faults } = listSchema.parse(await client[server]('GET', 'faults'));
    if (!faults.some(({ pid, pids = [] }) => [pid, ...pids].includes(before))) continue;
    const left = faults
      .filter(({ hit, count }) => hit < count)
      .map(({ seen, hit, count, after: passes, ...fault }) => ({
        ...fault,
        count: count - hit,
        after: Math.max(0, passes - seen),
        ...(fault.pid === before ? { pid: after } : {}),
        ...(fault.pids && { pids: fault.pids.map((pid) => (pid === before ? after : pid)) }),
      }));
    await client[server]('DELETE', 'faults');
    if (left.length > 0) await client[server]('POST', 'faults', left);
  }
}

/** Ends every fault and outage that the plan began and has not ended. */
export async function endFaults(context: Context): Promise<void> {
  const { client } = context;
  await client.slack('DELETE', 'faults');
  await client.vertex('DELETE', 'faults');
  await client.slack('POST', 'outage', { ms: 0 });
  await client.slack('POST', 'token/restore');
  await client.vertex('POST', 'outage', { locations: [] });
  await client.vertex('POST', 'sts', { fail: null });
  await client.vertex('POST', 'list-lag', { ms: 0 });
  await client.vertex('POST', 'page-size', { max: maxPageSize });
  for (const channel of channelsOf(context.plan)) await reinvite(context, channel);
}

/** Channels of the plan that the bot can be removed from. */
export function channelsOf(plan: Plan): readonly string[] {
  const all = plan.acts.flatMap(({ act }) => ('channel' in act ? [act.channel] : []));
  return [...new Set(all)].filter((channel) => !isDirect(channel));
}
