import { describe, expect, test } from 'vitest';
import { maySee, opensTo, outlineOf, type Viewer } from '../../../app/domain/permission/viewer.ts';
import { aCancel, aJob, aLaunch } from '../../store/samples.ts';

const launch = aLaunch('1', { requester: { userId: 'UANA', teamId: 'T1', channel: 'C1' } });
const viewer = (of: Partial<Viewer>): Viewer => ({
  userId: 'UBO',
  channels: [],
  seesOutlines: false,
  sure: true,
  ...of,
});

describe('a channel', () => {
  const shared = new Set(['C1']);
  test.each([
    ['public', { kind: 'public' }, 'C9', true],
    ['private, with them in it', { kind: 'private' }, 'C1', true],
    ['private, without them', { kind: 'private' }, 'C9', false],
    ['their own direct messages', { kind: 'direct', userId: 'UBO' }, 'D1', true],
    ['somebody else’s', { kind: 'direct', userId: 'UANA' }, 'D1', false],
    ['not known', undefined, 'C1', false],
  ] as const)('that is %s', (_, conversation, channel, opens) => {
    expect(opensTo('UBO', channel, conversation, shared)).toBe(opens);
  });
});

describe('a job', () => {
  test.each([
    ['its owner', { userId: 'UANA' }, [], 'all'],
    ['who is where it was launched', { channels: ['C1'] }, [], 'all'],
    ['who is where it is watched', { channels: ['C2'] }, ['C2'], 'all'],
    ['an admin who is', { channels: ['C1'], seesOutlines: true }, [], 'all'],
    ['who is elsewhere', { channels: ['C3'] }, ['C2'], 'hidden'],
    ['an admin elsewhere', { channels: ['C3'], seesOutlines: true }, ['C2'], 'outline'],
  ] as const)('is seen by %s', (_, who, threads, seen) => {
    expect(maySee(viewer(who), launch, threads)).toBe(seen);
  });

  test('that is only watched has no owner', () => {
    const watched = { ...launch, origin: 'watched' } as const;
    expect(maySee(viewer({ userId: 'UANA' }), watched, [])).toBe('hidden');
  });

  test('has an outline that tells whose it is, how it is and what it costs, and no word of theirs', () => {
    const secret = 'tell-tale';
    const rule = { warnAt: 0.8, act: 'tell', graceMs: 0 } as const;
    const card = {
      launch: {
        ...launch,
        template: { name: secret, version: secret },
        parameters: { lr: secret },
        body: { displayName: secret, labels: { team: secret }, jobSpec: { env: secret } },
        failure: { kind: 'user', message: secret } as const,
        guard: [
          { ...rule, kind: 'cost', amount: 1n, source: 'launch' },
          { ...rule, kind: 'duration', ms: 1, source: 'template' },
        ] as const,
        ladder: {
          rungs: [{ target: launch.target, body: { displayName: secret, jobSpec: {} } }],
          ...{ at: 0, missed: [] },
        },
      },
      job: aJob('1', {
        name: secret,
        displayName: secret,
        error: { code: 3, message: secret },
        unreadable: secret,
      }),
      cancel: aCancel('c', { reason: secret }),
      rerunOf: { ...launch, handle: secret, channel: secret },
      watched: { by: 'U', channel: secret },
    };
    const outline = outlineOf(card);
    expect(outline.launch.guard).toBeUndefined();
    expect(JSON.stringify(outline)).not.toMatch(new RegExp(`${secret}|C1`));
    expect(outline).toMatchObject({
      outlined: true,
      launch: { handle: launch.handle, requester: { userId: 'UANA' }, target: launch.target },
      job: { state: card.job.state, startTime: card.job.startTime },
    });
  });
});
