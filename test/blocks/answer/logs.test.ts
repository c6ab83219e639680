import { describe, expect, test } from 'vitest';
import type { AnswerOf } from '../../../app/domain/answer/answer.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { thatFit } from '../../../blocks/notification/log-lines.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { changeOf, context, jobOf, launchOf, t0 } from '../samples.ts';

const card: CardView = { launch: launchOf('resnet'), job: jobOf('resnet') };
const line = (text: string, more: object = {}) => ({
  at: t0 + 5_000,
  severity: 'INFO',
  replica: 'workerpool0-0',
  text,
  ...more,
});
const show = (more: Partial<AnswerOf<'logs'>>) =>
  renderAnswer({ kind: 'logs', card, lines: [], more: false, cutShort: false, ...more }, context);

describe('lines', () => {
  test('stand with their time, what is bad is marked, and replicas are named where there are several', () => {
    const { text, blocks } = show({ lines: [line('<!here> a'), line('b', { severity: 'ERROR' })] });
    expect(JSON.stringify(blocks)).toContain('"text":"12:00:05 <!here> a\\n12:00:05 E b"');
    expect(text).toMatch(/^The whole log of resnet \(a3f9\), up to <!date.*\(times in UTC\):\n/);
    expect(text).not.toContain('<!here>');
    expect(JSON.stringify(blocks)).toContain('"text":"Logs in console"');
    const several = show({ lines: [line('a'), line('b', { replica: 'service', at: undefined })] });
    expect(JSON.stringify(several.blocks)).toContain(
      '12:00:05 workerpool0-0 a\\n--:--:-- service b',
    );
  });

  test('say what is not there, and what is hidden', () => {
    expect(show({ lines: [line('a')], more: true, replica: 'workerpool1-0' }).text).toMatch(
      /^The newest line of the log of resnet \(a3f9\) on workerpool1-0, /,
    );
    expect(show({ lines: [line('a')], cutShort: true }).text).toContain('lines may be missing');
    expect(show({ lines: [line('x=[redacted]')] }).text).toContain('looks like a secret');
    const many = Array.from({ length: 200 }, (_, index) => line(`${index} ${'x'.repeat(200)}`));
    const { blocks } = show({ lines: many });
    expect(JSON.stringify(blocks)).toContain('no more than these of the 200');
    expect(JSON.stringify(blocks)).toMatch(/The newest \d+ lines of the log/);
    expect(JSON.stringify(blocks)).toContain(' 199 xxx');
  });

  test('fit from the newest on; one always does', () => {
    expect(thatFit(['aa', 'bb', 'cc'], 6)).toEqual(['bb', 'cc']);
    expect(thatFit(['aa', 'bb', 'cc'], 9)).toEqual(['aa', 'bb', 'cc']);
    expect(thatFit(['aa', 'bbbbbb'], 3)).toEqual(['bbbbbb']);
    expect(thatFit([], 3)).toEqual([]);
  });
});

test('the last lines under a failure are few and short, the newest', () => {
  const lines = Array.from({ length: 8 }, (_, index) => line(`${index} ${'y'.repeat(900)}`));
  const { text, blocks } = renderReply(
    {
      updates: [
        { kind: 'job', change: changeOf('FAILED') },
        { kind: 'log-tail', at: t0, lines, completes: 'job:7' },
      ],
      card,
      possiblyRepeated: false,
    },
    context,
  );
  expect(text).toMatch(/Failed after .*\nThe last lines of its log \(times in UTC\):\n/);
  expect(JSON.stringify(blocks)).toContain(' 7 yyy');
  expect(JSON.stringify(blocks)).not.toContain(' 1 yyy');
  expect(text.length).toBeLessThan(3_000);
  expect(JSON.stringify(blocks)).toContain('"action_id":"logs"');
});

describe('an empty log says why that may be', () => {
  const minute = 60_000;
  const reasonsOf = (job: object, replica?: string) =>
    show({ card: { ...card, job: jobOf('resnet', job) }, replica }).text;

  test('before the job has started', () => {
    const text = reasonsOf({ state: 'PENDING', startTime: undefined });
    expect(text).toContain('has not started yet');
    expect(text).not.toContain('logWriter');
  });

  test('while it runs, and just after', () => {
    const text = reasonsOf({ state: 'RUNNING', startTime: t0 });
    expect(text).toContain('a delay of up to some minutes');
    expect(text).toContain('The service account it runs as may lack roles/logging.logWriter.');
    expect(text).not.toContain('30 days');
    expect(reasonsOf({ startTime: t0 }, 'workerpool3-0')).toContain('no such replica');
  });

  test('long after its end', () => {
    const end = context.now - 40 * 24 * 60 * minute;
    const text = reasonsOf({ state: 'SUCCEEDED', startTime: end - minute, endTime: end });
    expect(text).toContain('Logs are kept for 30 days');
    expect(text).not.toContain('delay');
  });

  test('or that the search was not over', () => {
    expect(show({ cutShort: true }).text).toContain('had not searched all of it');
    expect(show({ cutShort: true }).text).not.toContain('logWriter');
  });

  test('the account that may lack a role is named', () => {
    const launch = launchOf('resnet');
    const body = { ...launch.body, jobSpec: { serviceAccount: 'trainer@ml-prod' } };
    const named = { launch: { ...launch, body }, job: jobOf('resnet', { startTime: t0 }) };
    expect(show({ card: named }).text).toContain('service account trainer@ml-prod may lack');
  });
});

test('a log that can’t be read says why, and links to the console', () => {
  const { text, blocks } = renderAnswer(
    { kind: 'logs-unread', card, why: { kind: 'logs-forbidden', project: 'ml-prod' } },
    context,
  );
  expect(text).toContain(
    'can’t be read. The bot’s account may not read logs in ml-prod: give it roles/logging.viewer there.',
  );
  expect(JSON.stringify(blocks)).toContain('job_id%2F9007199254740993123');
});

test('cards of jobs and failures have a Logs button', () => {
  const actions = ({ blocks }: { readonly blocks: unknown }) => JSON.stringify(blocks);
  const button = '"action_id":"logs"';
  expect(actions(renderCard(card, context))).toContain(button);
  expect(actions(renderCard({ launch: launchOf('x', { job: undefined }) }, context))).not.toContain(
    button,
  );
  const reply = (to: string) =>
    renderReply(
      { updates: [{ kind: 'job', change: changeOf(to) }], card, possiblyRepeated: false },
      context,
    );
  expect(actions(reply('FAILED'))).toContain(button);
  expect(actions(reply('SUCCEEDED'))).not.toContain(button);
});
