import { describe, expect, test } from 'vitest';
import { nextCancelStep, type Cancel } from '../../../app/domain/launch/cancel.ts';
import type { Launch, LaunchState } from '../../../app/domain/launch/launch.ts';
import { terminalStates } from '../../../app/domain/job/state.ts';
import type { TrackedJob } from '../../../app/domain/job/tracked-job.ts';

const t0 = Date.UTC(2026, 10, 24, 12);
const settings = { escalateMs: 300_000, resendMs: 30_000 };
const requester = { userId: 'U1', teamId: 'T1', channel: 'C1' };
const target = { project: 'p', location: 'l' };
const key = { projectNumber: '1', location: 'l', id: '2' };

const cancel: Cancel = {
  id: 'c1',
  requestKey: 'button:1',
  state: 'accepted',
  handle: 'a3f9',
  launchId: 'l1',
  requester,
  requestedAt: t0,
  attempts: 0,
};

const launch = (state: LaunchState): Launch => ({
  id: 'l1',
  requestKey: 'command:1',
  handle: 'a3f9',
  state,
  template: { name: 'x', version: '1' },
  parameters: {},
  target,
  body: { displayName: 'x', jobSpec: {} },
  requester,
  requestedAt: t0,
  attempts: 0,
});

const job = (state: string, more: Partial<TrackedJob> = {}): TrackedJob => ({
  key,
  target,
  name: 'projects/1/locations/l/customJobs/2',
  handle: 'a3f9',
  displayName: 'x',
  state,
  stateSince: t0,
  version: 1,
  createTime: t0,
  errorAwaited: false,
  restarts: 0,
  misses: 0,
  gone: false,
  observedAt: t0,
  ...more,
});

const step = (it: Cancel, l?: Launch, j?: TrackedJob, now = t0) =>
  nextCancelStep(it, l, j, now, settings);

describe('a launch without a job', () => {
  test.each(['requested', 'accepted'] as const)('%s: the create is prevented', (state) => {
    expect(step(cancel, launch(state)).do).toBe('prevent');
  });

  test.each(['submitting', 'doubt', 'unknown'] as const)(
    '%s: waits for the adoption, and says when it drags',
    (state) => {
      expect(step(cancel, launch(state)).do).toBe('wait');
      expect(step(cancel, launch(state), undefined, t0 + 300_000).do).toBe('escalate');
      const told = { ...cancel, escalatedAt: t0 + 300_000 };
      expect(step(told, launch(state), undefined, t0 + 900_000).do).toBe('wait');
    },
  );

  test.each(['failed', 'refused', 'cancelled', 'dropped'] as const)(
    '%s: nothing is left to cancel',
    (state) => {
      expect(step(cancel, launch(state)).do).toBe('finish');
    },
  );
});

describe('a job', () => {
  const sent: Cancel = { ...cancel, sentAt: t0, attempts: 1 };

  test('is asked to cancel at once, in whatever state it lives', () => {
    for (const state of ['QUEUED', 'PENDING', 'RUNNING', 'PAUSED', 'HIBERNATING']) {
      expect(step(cancel, launch('bound'), job(state)).do).toBe('send');
    }
  });

  test('is asked again until a read shows CANCELLING', () => {
    expect(step(sent, launch('bound'), job('RUNNING'), t0 + 29_000).do).toBe('wait');
    expect(step(sent, launch('bound'), job('RUNNING'), t0 + 30_000).do).toBe('send');
    expect(step(sent, launch('bound'), job('CANCELLING'), t0 + 90_000).do).toBe('wait');
  });

  test('is asked again sooner when the last asking failed, and not before Retry-After', () => {
    const failed: Cancel = { ...sent, failure: { kind: 'in-doubt', message: 'reset' } };
    expect(step(failed, launch('bound'), job('RUNNING'), t0 + 2_000).do).toBe('send');
    const throttled: Cancel = {
      ...sent,
      failure: { kind: 'in-doubt', message: '429', retryAfterMs: 20_000 },
    };
    expect(step(throttled, launch('bound'), job('RUNNING'), t0 + 19_000).do).toBe('wait');
    expect(step(throttled, launch('bound'), job('RUNNING'), t0 + 20_000).do).toBe('send');
  });

  test('that goes on CANCELLING is told once, after a while', () => {
    expect(step(sent, launch('bound'), job('CANCELLING'), t0 + 300_000).do).toBe('escalate');
    const told = { ...sent, escalatedAt: t0 + 300_000 };
    expect(step(told, launch('bound'), job('CANCELLING'), t0 + 600_000).do).toBe('wait');
  });

  test.each(terminalStates)('that is %s ends the cancel', (state) => {
    expect(step(sent, launch('bound'), job(state)).do).toBe('finish');
  });

  test('that was deleted ends it, too', () => {
    expect(step(sent, launch('bound'), job('RUNNING', { gone: true })).do).toBe('finish');
  });
});
