import { beforeEach, describe, expect, test } from 'vitest';
import type { Observation, Target } from '../../../app/domain/job/job.ts';
import {
  createPollMemory,
  remember,
  undecided,
  type PollMemory,
} from '../../../app/usecase/poll/poll-memory.ts';
import type { Watch } from '../../../app/domain/watch/watch.ts';
import { aWatch, target } from '../../store/samples.ts';

const seen = (id: string): Observation => ({
  ...{ key: { projectNumber: '1', location: target.location, id }, name: id, displayName: id },
  ...{ state: 'RUNNING', createTime: 0, labels: {} },
});
const elsewhere: Target = { ...target, location: 'europe-west4' };
const [old, fresh] = [seen('1'), seen('2')];
const known = aWatch('known', { state: 'active', unseen: [] });

let memory: PollMemory;
beforeEach(() => {
  memory = createPollMemory();
  remember(memory, target, { jobs: [old], watches: [known], quiet: new Map(), open: [] });
});

/** What a watch has to decide on of a list. */
const decides = (watch: Watch, jobs: readonly Observation[], where = target) =>
  undecided(memory, where, jobs, [watch]).map(([, its]) => its);

describe('a watch has yet to decide on', () => {
  test('jobs that are new to the list', () => {
    expect(decides(known, [old, fresh])).toEqual([[fresh]]);
    expect(decides(known, [old])).toEqual([]);
  });

  test('every job, if it began since', () => {
    expect(decides({ ...known, id: 'new' }, [old, fresh])).toEqual([[old, fresh]]);
  });

  test('every job, while it has yet to see what runs in the target', () => {
    const waiting = { ...known, unseen: [elsewhere, target] };
    expect(decides(waiting, [old])).toEqual([[old]]);
    expect(decides(waiting, [])).toEqual([[]]);
    expect(decides({ ...known, unseen: [elsewhere] }, [old])).toEqual([]);
  });

  test('every job of another target, and after a restart', () => {
    expect(decides(known, [old], elsewhere)).toEqual([[old]]);
    memory = createPollMemory();
    expect(decides(known, [old])).toEqual([[old]]);
  });

  test('a job that left the list and came back', () => {
    remember(memory, target, { jobs: [], watches: [known], quiet: new Map(), open: [] });
    expect(decides(known, [old])).toEqual([[old]]);
  });
});
