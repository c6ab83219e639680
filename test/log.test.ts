import { describe, expect, test } from 'vitest';
import { createLog } from '../app/log.ts';
import { longestText, redactLogLine } from '../app/log-redaction.ts';

function capture(level: 'debug' | 'error') {
  const lines: string[] = [];
  const log = createLog(level, { write: (line) => lines.push(line) });
  return { log, lines, first: () => JSON.parse(lines[0] ?? '{}') as Record<string, unknown> };
}

describe('the log', () => {
  test('is one JSON object a line with severity, time and message', () => {
    const { log, first } = capture('debug');
    log.warn('a delivery did not go through', { channel: 'C1' });
    expect(first()).toEqual({
      severity: 'WARNING',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
      channel: 'C1',
      message: 'a delivery did not go through',
    });
  });

  test('says it is ready at every level', () => {
    const { log, lines, first } = capture('error');
    log.info('not this');
    log.always('ready', { port: 3000 });
    expect(lines).toHaveLength(1);
    expect(first()).toMatchObject({ message: 'ready', port: 3000 });
  });

  test('takes of an error what helps, and no request, header or token', () => {
    const { log, lines } = capture('error');
    const error = Object.assign(
      new Error('refused xoxb-12-abc', { cause: new Error('Bearer ya29.secret-x') }),
      {
        code: 'ECONNRESET',
        config: { headers: { authorization: 'Bearer abc.def.ghi-secret' } },
      },
    );
    log.error('failed', { error, nested: { list: ['xapp-1-secret'] } });
    expect(lines.join()).toContain('ECONNRESET');
    expect(lines.join()).not.toMatch(/secret|xoxb-12|headers|stack/);
  });

  test.each([
    ['postgres://bot:hunter2@db/jobs', 'postgres://bot:[password]@db/jobs'],
    ['https://hooks.slack.com/commands/T1/2/abc', 'https://hooks.slack.com/[url]'],
    ['postgres://bot:hun@ter2@db/jobs', 'postgres://bot:[password]@db/jobs'],
    ['a@b x://y:z@c,x://v:w@d', 'a@b x://y:[password]@c,x://v:[password]@d'],
    ['http://localhost:3000/ and me@home', 'http://localhost:3000/ and me@home'],
    ['nothing to hide', 'nothing to hide'],
  ])('redacts %s', (text, clean) => {
    expect(redactLogLine(text)).toBe(clean);
  });

  test('cuts what is too long before it is looked at, and no secret in two', () => {
    const fill = 'x'.repeat(longestText - 30);
    const text = redactLogLine(`${fill} postgres://bot:${'hunter2'.repeat(1_000)}@db/jobs`);
    expect(text).toMatch(/x postgres:\/\/bot:\[password\]… \(\d+ characters\)$/);
  });

  test('has room for so much in a line and no more', () => {
    const { log, lines, first } = capture('error');
    const many = Array.from({ length: 1_000 }, () => 'word '.repeat(1_000));
    log.error('failed', { many, more: { deep: many } });
    expect(lines.join().length).toBeLessThan(100_000);
    expect(first()).toMatchObject({ message: 'failed' });
  });
});
