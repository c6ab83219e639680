import { describe, expect, test } from 'vitest';
import { troubleSteps, type TroubleLook } from '../../../app/domain/trouble/trouble-steps.ts';
import { troubleKey, type Trouble } from '../../../app/domain/trouble/trouble.ts';

const guard: Trouble = { kind: 'unheard-guard', launchId: '1', handle: 'a3f9' };
const target: Trouble = {
  kind: 'unread-target',
  target: { project: 'ml-prod', location: 'us-central1' },
};
const standing = { trouble: guard, since: 5 };
const noted = { ...standing, channel: 'C0OPS', at: 10, threadId: 't', isPosted: true };
const ended = (how: 'heard' | 'dropped') => new Map([[troubleKey(guard), how]]);

const steps = (look: Partial<TroubleLook>) =>
  troubleSteps({ channel: 'C0OPS', standing: [], noted: [], ends: new Map(), ...look });

describe('a trouble', () => {
  test('is told once, and another as well', () => {
    const both = [standing, { trouble: target }];
    expect(steps({ standing: both })).toEqual(both.map((one) => ({ do: 'tell', standing: one })));
    expect(steps({ standing: both, noted: [noted] })).toEqual([
      { do: 'tell', standing: { trouble: target } },
    ]);
  });

  test('that stands while the channel is changed is told in the new one', () => {
    const elsewhere = { ...noted, channel: 'C0OLD' };
    expect(steps({ standing: [standing], noted: [elsewhere] })).toEqual([{ do: 'tell', standing }]);
  });

  test('that is over is told to be, once', () => {
    expect(steps({ noted: [noted], ends: ended('heard') })).toEqual([
      { do: 'tell-over', noted, how: 'heard' },
    ]);
    expect(steps({ ends: ended('heard') })).toEqual([]);
  });

  test('of which it isn’t known whether it is over says nothing', () => {
    expect(steps({ noted: [noted] })).toEqual([]);
  });

  test('that begins again before its end was told has not ended', () => {
    expect(steps({ standing: [standing], noted: [noted], ends: ended('heard') })).toEqual([]);
  });

  test('whose message waits says nothing of its end before', () => {
    const waiting = { ...noted, isPosted: false };
    expect(steps({ noted: [waiting], ends: ended('heard') })).toEqual([]);
  });

  test('of another channel, or that nobody looks at any more, is forgotten', () => {
    const elsewhere = { ...noted, channel: 'C0OLD', isPosted: false };
    const forgotten = [{ do: 'forget', noted: elsewhere }];
    expect(steps({ noted: [elsewhere], ends: ended('heard') })).toEqual(forgotten);
    expect(steps({ noted: [noted], ends: ended('dropped') })).toEqual([{ do: 'forget', noted }]);
  });
});
