import { failed, succeeded, type Failure } from '../../../app/domain/error/failure.ts';
import type { CustomJobBody, JobKey, Observation, Target } from '../../../app/domain/job/job.ts';
import { isTerminal } from '../../../app/domain/job/state.ts';
import type { OddEntries } from '../../../app/domain/job/target-health.ts';
import type { Vertex } from '../../../app/usecase/ports/vertex.ts';

/** A Vertex that remembers; `onCreate` and `onCancel` may fail a call, before or after it took effect. */
export function createFakeVertex(now: () => number, target: Target) {
  const jobs = new Map<string, Observation>();
  const creates: CustomJobBody[] = [];
  const cancels: JobKey[] = [];
  const script = {
    onCreate: undefined as undefined | { failure: Failure; recorded: boolean },
    onCancel: undefined as undefined | Failure,
    onList: undefined as undefined | Failure,
    onGet: undefined as undefined | Failure,
    /** What of a list can't be read. */
    odd: undefined as undefined | OddEntries,
    skewMs: undefined as undefined | number,
    /** What happens elsewhere while a create is on its way. */
    duringCreate: undefined as undefined | (() => Promise<void>),
    /** What happens elsewhere while a list, made before it, is on its way. */
    duringList: undefined as undefined | (() => Promise<void>),
  };
  const set = (id: string, change: Partial<Observation>): void => {
    const job = jobs.get(id);
    if (job === undefined) throw new Error(`no job ${id}`);
    jobs.set(id, { ...job, updateTime: now(), ...change });
  };
  const vertex: Vertex = {
    async create(at, body) {
      creates.push(body);
      const meanwhile = script.duringCreate;
      script.duringCreate = undefined;
      await meanwhile?.();
      const fault = script.onCreate;
      script.onCreate = undefined;
      if (fault !== undefined && !fault.recorded) return Promise.resolve(failed(fault.failure));
      const id = String(9007199254740993000n + BigInt(jobs.size));
      const job: Observation = {
        key: { projectNumber: '123', location: at.location, id },
        name: `projects/123/locations/${at.location}/customJobs/${id}`,
        displayName: body.displayName,
        state: 'PENDING',
        createTime: now(),
        updateTime: now(),
        labels: body.labels ?? {},
      };
      jobs.set(id, job);
      return Promise.resolve(fault === undefined ? succeeded(job) : failed(fault.failure));
    },
    get(key) {
      if (script.onGet !== undefined) return Promise.resolve(failed(script.onGet));
      const job = jobs.get(key.id);
      const missing: Failure = { kind: 'user', message: 'not found', httpStatus: 404 };
      return Promise.resolve(job === undefined ? failed(missing) : succeeded(job));
    },
    cancel(key) {
      cancels.push(key);
      const failure = script.onCancel;
      script.onCancel = undefined;
      if (failure !== undefined) return Promise.resolve(failed(failure));
      set(key.id, { state: 'CANCELLING' });
      return Promise.resolve(succeeded(undefined));
    },
    async listUnfinished(_, createdSince) {
      if (script.onList !== undefined) return failed(script.onList);
      const { odd, skewMs = 0 } = script;
      const listed = [...jobs.values()].filter(
        ({ state, createTime }) => !isTerminal(state) || createTime > createdSince,
      );
      const serverTime = now() + skewMs;
      const meanwhile = script.duringList;
      script.duringList = undefined;
      await meanwhile?.();
      return succeeded({ jobs: listed, serverTime, odd });
    },
    clockSkewMs: () => script.skewMs,
    findLaunch(_, launchId) {
      const found = [...jobs.values()].filter((job) => job.labels['launch-id'] === launchId);
      return Promise.resolve(succeeded({ jobs: found, serverTime: now(), odd: script.odd }));
    },
  };
  return {
    vertex,
    jobs,
    creates,
    cancelCalls: cancels,
    vertexScript: script,
    set,
    /** A job that somebody made without the bot. */
    make(displayName: string, more: Partial<Observation> = {}): Observation {
      const id = String(7700000000000000000n + BigInt(jobs.size));
      const job: Observation = {
        key: { projectNumber: '123', location: target.location, id },
        name: `projects/123/locations/${target.location}/customJobs/${id}`,
        displayName,
        state: 'RUNNING',
        createTime: now(),
        startTime: now(),
        updateTime: now(),
        labels: {},
        ...more,
      };
      jobs.set(id, job);
      return job;
    },
  };
}
