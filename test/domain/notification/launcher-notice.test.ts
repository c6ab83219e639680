import { describe, expect, test } from 'vitest';
import { launcherToTell } from '../../../app/domain/notification/launcher-notice.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { changeOf, launchOf, t0 } from '../../blocks/samples.ts';

const launch = launchOf('oom');
const { channel, userId } = launch.requester;
const failed: Update = { kind: 'job', change: changeOf('FAILED') };
const dropped = (by: string): Update => ({ kind: 'launch-dropped', at: t0, by });

describe('who launched a job is to be told where they are', () => {
  test('of what the channel was told in which they launched it', () => {
    expect(launcherToTell(launch, channel, failed)).toBe(userId);
  });

  test('and not again of what a channel was told that only watches it', () => {
    expect(launcherToTell(launch, 'C0WATCHES', failed)).toBeUndefined();
  });

  test('nor of what stands in their direct message, or what they did themselves', () => {
    const direct = launchOf('oom', { requester: { ...launch.requester, channel: 'D0ANA' } });
    expect(launcherToTell(direct, 'D0ANA', failed)).toBeUndefined();
    expect(launcherToTell(launch, channel, dropped(userId))).toBeUndefined();
    expect(launcherToTell(launch, channel, dropped('U0BO'))).toBe(userId);
  });
});
