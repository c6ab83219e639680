import { beforeEach, describe, expect, test } from 'vitest';
import type { Observation, Target } from '../../../app/domain/job/job.ts';
import {
  createPollMemory,
  remember,
  undecided,
  type PollMemory,
} from '../../../app/usecase/poll/poll-memory.ts';
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
  remember(memory, target, [old], [known]);
});

describe('a watch has yet to decide on', () => {
  test('jobs that are new to the list', () => {
    expect(undecided(memory, target, [old, fresh])(known)).toEqual([fresh]);
  });

  test('every job, if it began since', () => {
    expect(undecided(memory, target, [old, fresh])({ ...known, id: 'new' })).toEqual([old, fresh]);
  });

  test('every job, while it has yet to see what runs in the target', () => {
    const waiting = { ...known, unseen: [elsewhere, target] };
    expect(undecided(memory, target, [old])(waiting)).toEqual([old]);
    expect(undecided(memory, target, [old])({ ...known, unseen: [elsewhere] })).toEqual([]);
  });

  test('every job of another target, and after a restart', () => {
    expect(undecided(memory, elsewhere, [old])(known)).toEqual([old]);
    expect(undecided(createPollMemory(), target, [old])(known)).toEqual([old]);
  });

  test('a job that left the list and came back', () => {
    remember(memory, target, [], [known]);
    expect(undecided(memory, target, [old])(known)).toEqual([old]);
  });
});
