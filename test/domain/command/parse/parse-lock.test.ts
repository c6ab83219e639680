import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../../app/domain/command/parse-command.ts';

const parse = (text: string) => parseCommand(text, { command: '/job' });
const command = (text: string) => {
  const parsed = parse(text);
  return parsed.ok ? parsed.command : parsed.problem;
};
const all = { kind: 'all' };
const at18 = { kind: 'time-of-day', minutes: 18 * 60 };
const llama = { kind: 'template', pattern: 'llama-*' };
const central = { kind: 'place', location: 'us-central1' };

describe('lock', () => {
  test.each(['lock', ' lock ', 'locks', '/job lock'])('%j lists', (text) => {
    expect(command(text)).toEqual({ verb: 'locks' });
  });

  test.each([
    ['lock all data moves', all, undefined, 'data moves'],
    ['lock everything "data moves"', all, undefined, 'data moves'],
    ['lock all until=18:00 it’s "late', all, at18, 'it’s "late'],
    ['lock until=18:00 all data moves', all, at18, 'data moves'],
    ['lock all data moves until=18:00', all, at18, 'data moves'],
    ['lock all until 18:00 data moves', all, at18, 'data moves'],
    ['lock all until=2h30m x', all, { kind: 'after', ms: 9_000_000 }, 'x'],
    ['lock all until we know more', all, undefined, 'until we know more'],
    ['lock all in case of fire', all, undefined, 'in case of fire'],
    ['lock all util=90% everywhere', all, undefined, 'util=90% everywhere'],
    ['lock all timeout=2h is short', all, undefined, 'timeout=2h is short'],
    ['lock all template=llama is broken', undefined, undefined, 'lock-option-twice'],
    ['lock template=llama-* x', llama, undefined, 'x'],
    ['lock --template llama-* x', llama, undefined, 'x'],
    ['lock template: llama-* x', llama, undefined, 'x'],
    ['lock in=us-central1 x', central, undefined, 'x'],
    ['lock in us-central1 all of it', central, undefined, 'all of it'],
    [
      'lock in=ml-prod/us-central1 x',
      { kind: 'place', project: 'ml-prod', location: 'us-central1' },
      undefined,
      'x',
    ],
  ])('%j', (text, scope, until, reason) => {
    expect(command(text)).toEqual(
      scope === undefined
        ? expect.objectContaining({ kind: reason })
        : { verb: 'lock', scope, until, reason },
    );
  });

  test.each([
    ['lock resnet is broken', 'what-to-lock'],
    ['lock al data moves', 'what-to-lock'],
    ['lock until=18:00 data moves', 'what-to-lock'],
    ['lock all', 'lock-without-reason'],
    ['lock all until=18:00', 'lock-without-reason'],
    ['lock all ""', 'lock-without-reason'],
    ['lock all until=25:00 x', 'until-unreadable'],
    ['lock all x until=soon', 'until-unreadable'],
    ['lock all untill=18:00 x', 'until-misspelt'],
    ['lock all for=2h x', 'until-misspelt'],
    ['lock all x utnil=2h', 'until-misspelt'],
    ['lock until=18:00 all x until=19:00', 'lock-option-twice'],
    ['lock template= ', 'lock-option-empty'],
    ['lock template=a*b*c*d*e*f*g*h*i*j*k x', 'lock-template-unreadable'],
    [`lock template=${'a'.repeat(201)} x`, 'lock-template-unreadable'],
    ['lock in=ml-prod/us/central1 x', 'lock-place-unreadable'],
    ['lock max-time=6h all x', 'takes-no-option'],
  ])('%j is not one', (text, kind) => {
    expect(command(text)).toMatchObject({ kind });
  });

  test('a misspelt word is guessed', () => {
    expect(command('lock al data moves')).toMatchObject({ near: 'all' });
    expect(command('lock tempalte=x y')).toMatchObject({ near: 'template' });
  });
});

describe('unlock', () => {
  test.each([
    ['unlock 3', { number: 3 }],
    ['unlock #3', { number: 3 }],
    ['unlock all', { scope: all }],
    ['unlock template=llama-*', { scope: llama }],
    ['unlock in us-central1', { scope: central }],
  ])('%j', (text, which) => {
    expect(command(text)).toEqual({ verb: 'unlock', which });
  });

  test.each([
    ['unlock', 'which-lock'],
    ['unlock resnet', 'what-to-lock'],
    ['unlock 3 4', 'unlock-takes-one'],
    ['unlock all now', 'unlock-takes-one'],
    ['unlock "', 'quote-not-closed'],
  ])('%j is not one', (text, kind) => {
    expect(command(text)).toMatchObject({ kind });
  });
});
