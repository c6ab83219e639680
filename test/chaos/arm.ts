// Fault rules at the two servers: who they kill, and their end.

import { z } from 'zod';
import type { SandboxClient } from '../../app/sandbox/client.ts';
import type { Fault } from './mischief.ts';
import type { Plan } from './plan.ts';
import { comeBack, largestPage } from './calamities.ts';
import type { Crew } from './crew.ts';
import { isDirect, type Stage } from './stage.ts';

/** Arms a fault at one of the servers; a rule that kills names the bot it kills, one that freezes its caller all of them. */
export async function arm(
  { crew, plan, visitor }: Stage,
  server: 'slack' | 'vertex',
  fault: Fault,
): Promise<void> {
  await visitor[server]('POST', 'faults', { ...fault, ...victimOf(crew, plan, fault) });
}

function victimOf(crew: Crew, { replicas }: Plan, { kind, after }: Fault) {
  if (kind === 'kill') return { pid: crew.pid(after % replicas) };
  if (kind !== 'freeze') return {};
  const pids = Array.from({ length: replicas }, (_, replica) => crew.pid(replica));
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

/** Rules that were to kill or freeze a bot that is dead aim at its successor: its number may be somebody else's by now. */
export async function aimAnew(
  visitor: SandboxClient,
  before: number,
  after: number,
): Promise<void> {
  for (const server of ['slack', 'vertex'] as const) {
    const { faults } = listSchema.parse(await visitor[server]('GET', 'faults'));
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
    await visitor[server]('DELETE', 'faults');
    if (left.length > 0) await visitor[server]('POST', 'faults', left);
  }
}

/** Ends whatever the plan began and has not ended. */
export async function endMischief(stage: Stage): Promise<void> {
  const { visitor } = stage;
  await visitor.slack('DELETE', 'faults');
  await visitor.vertex('DELETE', 'faults');
  await visitor.slack('POST', 'outage', { ms: 0 });
  await visitor.slack('POST', 'token/restore');
  await visitor.vertex('POST', 'outage', { locations: [] });
  await visitor.vertex('POST', 'sts', { fail: null });
  await visitor.vertex('POST', 'list-lag', { ms: 0 });
  await visitor.vertex('POST', 'page-size', { max: largestPage });
  for (const channel of channelsOf(stage.plan)) await comeBack(stage, channel);
}

/** Channels that the plan has to do with, and that the bot can be put out of. */
export function channelsOf(plan: Plan): readonly string[] {
  const all = plan.acts.flatMap(({ act }) => ('channel' in act ? [act.channel] : []));
  return [...new Set(all)].filter((channel) => !isDirect(channel));
}
