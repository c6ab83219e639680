import type { Cancel } from '../../app/domain/launch/cancel.ts';
import type { Vote } from '../../app/domain/launch/vote.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import type { Thread } from '../../app/domain/notification/thread.ts';
import type { TrackedJob } from '../../app/domain/job/tracked-job.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import type { Watch } from '../../app/domain/watch/watch.ts';

/** When everything in these tests happens, Unix ms. */
export const noon = Date.UTC(2026, 10, 24, 12);

export const target = { project: 'ml-prod', location: 'us-central1' };

/** A launch that was just asked for. The id also makes its handle and request key, so that two differ in all three. */
export function aLaunch(id: string, changes: Partial<Launch> = {}): Launch {
  return {
    id,
    requestKey: `request-${id}`,
    handle: `h${id}`,
    state: 'requested',
    template: { name: 'resnet-train', version: '7' },
    parameters: { lr: 0.1, data: 'gs://bucket/x', tags: ['a', 'b'], nested: { deep: null } },
    target,
    body: {
      displayName: `ResNet ${id}`,
      labels: { team: 'vision' },
      jobSpec: { workerPoolSpecs: [{ replicaCount: 1, notInventedYet: { a: 1 } }] },
    },
    requester: { userId: 'U1', teamId: 'T1', channel: 'C1' },
    requestedAt: noon,
    attempts: 0,
    ...changes,
  };
}

export function aCancel(id: string, changes: Partial<Cancel> = {}): Cancel {
  return {
    id,
    requestKey: `request-${id}`,
    state: 'requested',
    handle: 'h1',
    launchId: '1',
    requester: { userId: 'U2', teamId: 'T1', channel: 'C1' },
    requestedAt: noon,
    attempts: 0,
    ...changes,
  };
}

export function aVote(id: string, changes: Partial<Vote> = {}): Vote {
  return {
    id,
    requestKey: `request-${id}`,
    state: 'requested',
    verdict: 'approve',
    launchId: '1',
    handle: 'h1',
    specHash: 'x',
    requester: { userId: 'U2', teamId: 'T1', channel: 'C1' },
    requestedAt: noon,
    ...changes,
  };
}

export function aJob(id: string, changes: Partial<TrackedJob> = {}): TrackedJob {
  return {
    key: { projectNumber: '123456789', location: 'us-central1', id },
    target,
    name: `projects/123456789/locations/us-central1/customJobs/${id}`,
    handle: `h${id}`,
    displayName: `ResNet ${id}`,
    state: 'RUNNING',
    stateSince: noon,
    version: 1,
    createTime: noon - 60_000,
    startTime: noon,
    updateTime: noon,
    errorAwaited: false,
    restarts: 0,
    misses: 0,
    gone: false,
    observedAt: noon,
    ...changes,
  };
}

export function aThread(id: string, changes: Partial<Thread> = {}): Thread {
  return {
    id,
    channel: 'C1',
    launchId: '1',
    requesterId: 'U1',
    roots: 0,
    cardWanted: 1,
    cardShown: 0,
    attempts: 0,
    parkedTold: false,
    rootRepeated: false,
    ...changes,
  };
}

export function anUpdate(at = noon): Update {
  return { kind: 'launch-dropped', at, by: 'U1' };
}

export function aWatch(id: string, changes: Partial<Watch> = {}): Watch {
  return {
    id,
    requestKey: `request-${id}`,
    state: 'active',
    criterion: { kind: 'fit', labels: { team: 'vision' }, name: 'res*' },
    requester: {
      userId: 'U1',
      teamId: 'T1',
      channel: 'C1',
      responseUrl: 'https://hooks.example/1',
    },
    requestedAt: noon,
    since: noon - 600_000,
    begun: true,
    unseen: [target],
    told: false,
    attempts: 0,
    ...changes,
  };
}
