import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../../app/domain/command/parse-command.ts';
import { written } from '../../text/written.ts';

const parse = (text: string) => parseCommand(text, { command: '/job' });
const day = 86_400_000;
const week = { sinceMs: 7 * day };

/** The command, with the text of its job alone. */
function audit(text: string) {
  const parsed = parse(text);
  if (!parsed.ok) return written(parsed.problem);
  if (parsed.command.verb !== 'audit') return parsed.command;
  const { sinceMs, actor, template, job } = parsed.command;
  return { sinceMs, actor, template, ...(job && { [job.kind]: job.typed }) };
}

describe('audit', () => {
  test.each([
    ['audit', week],
    ['Audit', week],
    ['/job audit', week],
    ['audit 30d', { sinceMs: 30 * day }],
    ['audit last 24h', { sinceMs: day }],
    ['audit since=1h30m', { sinceMs: 5_400_000 }],
    ['audit since 2d', { sinceMs: 2 * day }],
    ['audit today', { sinceMs: day }],
    ['audit a3f9', { ...week, handle: 'a3f9' }],
    ['audit a3f9, 24h', { sinceMs: day, handle: 'a3f9' }],
    ['audit 24h a3f9', { sinceMs: day, handle: 'a3f9' }],
    ['audit last', { ...week, last: 'last' }],
    ['audit 8474954081719555745', { ...week, id: '8474954081719555745' }],
    ['audit "bert base" 2d', { sinceMs: 2 * day, name: 'bert base' }],
    ['audit "7d"', { ...week, name: '7d' }],
    [
      'audit projects/p/locations/l/customJobs/1',
      { ...week, resource: 'projects/p/locations/l/customJobs/1' },
    ],
    [
      'audit <https://console.cloud.google.com/vertex-ai/locations/l/training/1?project=p> 2d',
      {
        sinceMs: 2 * day,
        resource: 'https://console.cloud.google.com/vertex-ai/locations/l/training/1?project=p',
      },
    ],
    ['audit <@U123|ana>', { ...week, actor: 'U123' }],
    ['audit <@U123> 2d', { sinceMs: 2 * day, actor: 'U123' }],
    ['audit by <@U123>', { ...week, actor: 'U123' }],
    ['audit template=llama-tune', { ...week, template: 'llama-tune' }],
    ['audit template llama-tune 2d', { sinceMs: 2 * day, template: 'llama-tune' }],
    ['audit --template=llama-tune', { ...week, template: 'llama-tune' }],
    ['audit a3f9 <@U123> template=x', { ...week, handle: 'a3f9', actor: 'U123', template: 'x' }],
  ])('%s', (text, expected) => {
    expect(audit(text)).toEqual(expected);
  });

  test.each([
    [
      'audit @ana',
      'I can’t tell whom "@ana" names: choose the name from what Slack offers while you type it, as in `audit @ana`.',
    ],
    ['audit 7x', 'A time must be a duration, not "7x"'],
    ['audit 0d', 'A time must be a duration, not "0d"'],
    ['audit since=monday', 'A time must be a duration, not "monday"'],
    ['audit 7d 8d', '`audit` can’t take "8d" besides "7d": keep one.'],
    ['audit <@U1> <@U2>', '`audit` can’t take "<@U2>" besides "<@U1>": keep one.'],
    [
      'audit bert base',
      '`audit` can’t take "base" besides "bert": keep one. A name with spaces is written in quotes.',
    ],
    ['audit dry-run', '`audit` takes no `dry-run`'],
    ['audit tmplate=x', 'I don’t understand "tmplate=x". Did you mean `template`?'],
    ['audit ""', 'I don’t understand "". `audit` takes a job'],
    [
      'audit label.team=x',
      '`audit` takes a job, `@somebody`, `template=<name>` and a time such as `7d`.',
    ],
    ['audit template=', 'can’t be a template’s name'],
    ['audit "a', 'is never closed'],
  ])('%s is refused', (text, sentence) => {
    expect(audit(text)).toContain(sentence);
  });

  test('asks for help like the others', () => {
    expect(parse('audit --help')).toMatchObject({ command: { verb: 'help', about: 'audit' } });
  });
});
