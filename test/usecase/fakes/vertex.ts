import { failed, succeeded, type Failure } from '../../../app/domain/error/failure.ts';
import type { CustomJobBody, JobKey, Observation, Target } from '../../../app/domain/job/job.ts';
import { isTerminal } from '../../../app/domain/job/state.ts';
import type { OddEntries } from '../../../app/domain/job/target-health.ts';
import type { Vertex } from '../../../app/usecase/ports/vertex.ts';

/** The number of every target’s project. */
const projectNumber = '123';
const missing: Failure = { kind: 'user', message: 'not found', httpStatus: 404 };
/** What Vertex may answer to the cancel of a job that has ended. */
const ended: Failure = { kind: 'user', message: 'not cancellable', httpStatus: 400 };

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
    /** Requests that a list takes. */
    pages: 1,
    /** What happens elsewhere while a create is on its way. */
    duringCreate: undefined as undefined | (() => Promise<void>),
    /** What happens elsewhere while a list, made before it, is on its way. */
    duringList: undefined as undefined | (() => Promise<void>),
  };
  const inTarget = (at: Target) =>
    [...jobs.values()].filter(
      ({ key }) => at.project === target.project && key.location === at.location,
    );
  const find = (key: JobKey): Observation | undefined => {
    const job = jobs.get(key.id);
    const isSame = job?.key.location === key.location;
    return isSame && [projectNumber, target.project].includes(key.projectNumber) ? job : undefined;
  };
  const set = (id: string, change: Partial<Observation>): void => {
    const job = jobs.get(id);
    if (job === undefined) throw new Error(`no job ${id}`);
    jobs.set(id, { ...job, updateTime: now(), ...change });
  };
  let reads = 0;
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
        key: { projectNumber, location: at.location, id },
        name: `projects/${projectNumber}/locations/${at.location}/customJobs/${id}`,
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
      reads++;
      if (script.onGet !== undefined) return Promise.resolve(failed(script.onGet));
      const job = find(key);
      return Promise.resolve(job === undefined ? failed(missing) : succeeded(job));
    },
    cancel(key) {
      cancels.push(key);
      const failure = script.onCancel;
      script.onCancel = undefined;
      if (failure !== undefined) return Promise.resolve(failed(failure));
      const job = find(key);
      if (job === undefined) return Promise.resolve(failed(missing));
      if (isTerminal(job.state)) return Promise.resolve(failed(ended));
      set(key.id, { state: 'CANCELLING' });
      return Promise.resolve(succeeded(undefined));
    },
    async listUnfinished(at, createdSince) {
      reads += script.pages;
      if (script.onList !== undefined) return failed(script.onList);
      const { odd, skewMs = 0 } = script;
      const listed = inTarget(at).filter(
        ({ state, createTime }) => !isTerminal(state) || createTime > createdSince,
      );
      const serverTime = now() + skewMs;
      const meanwhile = script.duringList;
      script.duringList = undefined;
      await meanwhile?.();
      return succeeded({ jobs: listed, serverTime, odd });
    },
    async *listEnded(at, { from, to }) {
      const ended = inTarget(at).filter(
        ({ state, createTime }) => isTerminal(state) && createTime >= from && createTime <= to,
      );
      for (let first = 0; first === 0 || first < ended.length; first += 100) {
        reads++;
        yield Promise.resolve(succeeded(ended.slice(first, first + 100)));
      }
    },
    clockSkewMs: () => script.skewMs,
    takeReads() {
      const taken = reads;
      reads = 0;
      return taken;
    },
    findLaunch(at, launchId) {
      reads++;
      const found = inTarget(at).filter((job) => job.labels['launch-id'] === launchId);
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
    /** The job that was made as the nth, or counted from the last. */
    job(nth = 0): Observation {
      const job = [...jobs.values()].at(nth);
      if (job === undefined) throw new Error(`no job ${nth}`);
      return job;
    },
    /** A job that somebody made without the bot. */
    make(displayName: string, more: Partial<Observation> = {}): Observation {
      const id = String(7700000000000000000n + BigInt(jobs.size));
      const job: Observation = {
        key: { projectNumber, location: target.location, id },
        name: `projects/${projectNumber}/locations/${target.location}/customJobs/${id}`,
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
