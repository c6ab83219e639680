import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHomePages } from '../../../app/slack/client/home-pages.ts';
import type { HomePage } from '../../../app/domain/home/home.ts';
import type { HomePages } from '../../../app/usecase/ports/store/home.ts';
import { startFakeSlack, type FakeSlack } from '../fake-slack.ts';
import { clientOf, renderContexts } from '../values.ts';

let slack: FakeSlack;
let pages: HomePages;
let ids = 0;

beforeEach(async () => {
  slack = await startFakeSlack();
  pages = createHomePages({
    client: clientOf(slack),
    contexts: renderContexts(() => `token${++ids}`),
  });
});
afterEach(() => slack.stop());

const page: HomePage = { kind: 'closed', why: { kind: 'no-member', who: 'guest' } };
const home = { userId: 'UANA', teamId: 'T1', channel: 'D1', openedAt: 0, attempts: 0 };

describe('showing a Home', () => {
  it('sends one request, with the mark of what is to be replaced', async () => {
    slack.on('views.publish', { body: { ok: true, view: { hash: 'h2' } } });
    expect(await pages.publish({ ...home, mark: 'h1' }, page)).toEqual({
      kind: 'published',
      mark: 'h2',
    });
    await pages.publish(home, page);
    const [first, second] = slack.callsOf('views.publish').map(({ args }) => args);
    expect(first).toMatchObject({ user_id: 'UANA', hash: 'h1' });
    expect(first?.view).toContain('ask a full member.');
    expect(second).not.toHaveProperty('hash');
  });

  it.each([
    ['hash_conflict', { kind: 'conflict' }],
    ['not_enabled', { kind: 'no-home', why: 'not_enabled' }],
    ['user_not_found', { kind: 'no-home' }],
    ['view_too_large', { kind: 'page-refused' }],
    ['invalid_arguments', { kind: 'page-refused' }],
    ['token_revoked', { kind: 'app-refused', why: 'token_revoked' }],
    ['internal_error', { kind: 'in-doubt' }],
  ])('%s', async (error, outcome) => {
    slack.on('views.publish', { body: { ok: false, error } });
    expect(await pages.publish(home, page)).toMatchObject(outcome);
  });

  it('tells how long a busy Slack wants to be left alone', async () => {
    slack.on('views.publish', { status: 429, headers: { 'retry-after': '7' }, body: {} });
    expect(await pages.publish(home, page)).toMatchObject({
      kind: 'in-doubt',
      retryAfterMs: 7_000,
    });
    slack.on('views.publish', { mischief: 'reset' });
    expect(await pages.publish(home, page)).toMatchObject({ kind: 'in-doubt' });
  });
});

it('knows the same page again, whatever the token of its buttons', () => {
  expect(pages.fingerprint(page)).toBe(pages.fingerprint({ ...page }));
  expect(pages.fingerprint(page)).not.toBe(
    pages.fingerprint({ kind: 'closed', why: { kind: 'nobody-may' } }),
  );
});
