import { describe, expect, test } from 'vitest';
import { duplicateOf, type Duplicate } from '../../../app/domain/launch/duplicate.ts';
import { updateSchema, type Update } from '../../../app/domain/notification/update.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { below } from '../below.ts';
import { context, jobOf, launchOf } from '../samples.ts';

const text = (update: Update) =>
  below(
    renderReply(
      { updates: [update], card: { launch: launchOf('x') }, possiblyRepeated: false },
      context,
    ).text,
  );
const late = { kind: 'launch-late', at: 0, otherHandle: 'b2k7' } as const;
const told = (original: boolean, own: Duplicate, other: Duplicate) =>
  text({ ...late, sides: { original, own, other } });

const live = { standing: 'live' } as const;
const maybe = { standing: 'maybe' } as const;
const waiting = { standing: 'waiting' } as const;
const failed = { standing: 'ended', state: 'FAILED' } as const;

describe('a job that turned up after another was launched in its place', () => {
  test.each<[string, boolean, Duplicate, Duplicate, string]>([
    [
      'both are live',
      true,
      live,
      live,
      '<@U0ANA> The job of this launch turned up after all. b2k7 was launched in its place and is under way as well: cancel the one you don’t want.',
    ],
    [
      'both are live, told to the one in its place',
      false,
      live,
      live,
      '<@U0ANA> The job of b2k7, in whose place this was launched, turned up after all and is under way as well: cancel the one you don’t want.',
    ],
    [
      'the other may be',
      true,
      live,
      maybe,
      '<@U0ANA> The job of this launch turned up after all. b2k7 was launched in its place and may be under way as well: cancel the one you don’t want.',
    ],
    [
      'the one in its place has ended',
      true,
      live,
      failed,
      'The job of this launch turned up after all. b2k7 was launched in its place and has ended (failed): nothing but this one is running.',
    ],
    [
      'this one, in its place, has ended',
      false,
      failed,
      live,
      'The job of b2k7, in whose place this was launched, turned up after all. This one has ended (failed): nothing but b2k7 is running.',
    ],
    [
      'both have ended',
      false,
      failed,
      failed,
      'The job of b2k7, in whose place this was launched, turned up after all. Both have ended: nothing is running.',
    ],
    [
      'it has ended, and the one in its place may run',
      false,
      maybe,
      failed,
      'The job of b2k7, in whose place this was launched, turned up after all. That one has ended (failed): at most one is running.',
    ],
    [
      'the one in its place only waits',
      true,
      live,
      waiting,
      'The job of this launch turned up after all. b2k7, which waits for an approval, can’t be approved in its place any more.',
    ],
    [
      'the one in its place only waits, told to that one',
      false,
      waiting,
      live,
      'The job of b2k7, in whose place this waits to be launched, turned up after all: this can’t be approved any more.',
    ],
  ])('%s', (_, original, own, other, says) => {
    expect(told(original, own, other).replaceAll('`', '')).toBe(says);
  });

  test('as it was stored before anybody noted which is which, is told without claiming it', () => {
    expect(text(updateSchema.parse(late))).toContain('if both are running');
  });

  test('is judged by the job, not by its launch', () => {
    expect(duplicateOf('bound', jobOf('x', { state: 'SUCCEEDED' }))).toEqual({
      standing: 'ended',
      state: 'SUCCEEDED',
    });
    expect(duplicateOf('bound', jobOf('x', { state: 'RUNNING', gone: true })).standing).toBe(
      'ended',
    );
    expect(duplicateOf('bound', jobOf('x', { state: 'PAUSED' }))).toEqual(live);
    expect(duplicateOf('accepted', undefined)).toEqual(live);
    expect(duplicateOf('doubt', undefined)).toEqual(maybe);
  });
});

test('a launch given up for another says as what it was launched again', () => {
  const dropped = { kind: 'launch-dropped', at: 0, by: 'U0BO' } as const;
  expect(text(dropped)).toMatch(/^<@U0BO> settled this launch: it is followed no more/);
  expect(text({ ...dropped, again: 'b2k7' })).toMatch(
    /^<@U0BO> launched it again as `?b2k7`?: this one is followed no more/,
  );
});
