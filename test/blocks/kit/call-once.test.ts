import { describe, expect, test } from 'vitest';
import type { Update } from '../../../app/domain/notification/update.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { cancelOf, cardOf, context, now } from '../../gallery/exhibits/samples.ts';
import { changeTo } from '../../gallery/exhibits/changes.ts';
import { lastLines } from '../../gallery/exhibits/log-answers.ts';
import { below } from '../below.ts';

const card = cardOf('a3f9', { state: 'FAILED' });
const failure = { kind: 'permanent', message: 'no' } as const;
const failed = changeTo('FAILED', { errorAwaited: true }).update;
const reason = changeTo('FAILED', { kind: 'reason', error: { code: 3, message: 'boom' } }).update;

/** Who is addressed by a reply, as often as they are. */
const calls = (...updates: readonly Update[]): readonly string[] =>
  [
    ...renderReply({ updates, card, possiblyRepeated: false }, context).text.matchAll(/<@(\w+)>/g),
  ].map(([, id = '']) => id);

describe('the launcher is called', () => {
  test('once by a failure with all that completes it', () => {
    expect(calls(failed, reason, lastLines)).toEqual(['U0ANA']);
  });

  test('once by a reply that tells several things they have to know', () => {
    const overdue = { kind: 'cancel-overdue', at: now, askedAt: now, state: 'RUNNING' } as const;
    const refused = { kind: 'cancel-refused', at: now, failure } as const;
    expect(calls(overdue, refused, failed)).toEqual(['U0ANA']);
    const text = below(
      renderReply({ updates: [refused, failed], card, possiblyRepeated: false }, context).text,
    );
    expect(text).toMatch(/^<@U0ANA> Vertex refused the cancel/);
    expect(text).toMatch(/^Failed after/m);
  });

  test('by nothing that comes later in a reply of its own', () => {
    expect(calls(reason)).toEqual([]);
    expect(calls(lastLines)).toEqual([]);
  });

  test('by no reply to an end that a digest names, but by what else it tells', () => {
    const refused = { kind: 'cancel-refused', at: now, failure } as const;
    const textOf = (...updates: readonly Update[]) =>
      below(renderReply({ updates, card, possiblyRepeated: false, named: true }, context).text);
    expect(textOf(failed, reason, lastLines)).toMatch(/^Failed after/);
    expect(textOf(failed, reason, lastLines)).not.toContain('<@');
    expect(textOf(refused, failed)).toMatch(/^<@U0ANA> Vertex refused the cancel/);
  });

  test('by no good end', () => {
    expect(calls(changeTo('SUCCEEDED').update)).toEqual([]);
  });

  test('besides whoever acts, who is named', () => {
    const asked = { kind: 'cancel-asked', at: now, by: 'U0WANDA', waitsForJob: false } as const;
    const cancelled = cardOf('a3f9', { state: 'FAILED' }, { cancel: cancelOf('a3f9') });
    const text = below(
      renderReply({ updates: [asked, failed], card: cancelled, possiblyRepeated: false }, context)
        .text,
    );
    expect(text).toMatch(/^<@U0WANDA> asked to cancel/);
    expect(text).toContain('<@U0ANA> Failed');
  });
});
