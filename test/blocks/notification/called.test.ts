// Who is called for an approval, where, and how often.

import { describe, expect, test } from 'vitest';
import type { CalledApprovers } from '../../../app/domain/approval/approval.ts';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { askedLines } from '../../../blocks/job/approval.ts';
import { approvalLines } from '../../../blocks/notification/approval-reply.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';
import { approvalOf } from '../approval-card-samples.ts';
import { context, launchOf } from '../samples.ts';

const at = Date.UTC(2026, 10, 24, 12);
const nobody: CalledApprovers = { people: [], groups: [], admins: false, members: false };

function cardWith(called: Partial<CalledApprovers>): CardView {
  const approval = approvalOf('x', at, { called: { ...nobody, ...called } });
  return { launch: launchOf('x', { state: 'waiting', approval }) };
}
const replyTo = (called: Partial<CalledApprovers>, kind: 'approval-asked' | 'approval-reminder') =>
  plainText(approvalLines(cardWith(called), { kind, at, expiresAt: at + 1 }));
const onCard = (called: Partial<CalledApprovers>, more: Partial<CardView> = {}) =>
  plainText(askedLines({ ...cardWith(called), ...more }, context))
    .split('\n')
    .at(-1);
const mentions = (text: string) => text.match(/<(?:@|!subteam|!channel)[^>]*>/g) ?? [];

const mixed: Partial<CalledApprovers> = {
  people: ['U0BO', 'U0CY', 'U0DI', 'U0EM'],
  groups: ['S0LEADS'],
  grouped: ['U0CY', 'U0EM'],
  outside: ['U0DI', 'U0EM'],
};

describe('in the thread', () => {
  test.for(['approval-asked', 'approval-reminder'] as const)(
    '%s mentions each group, and whoever is in none of them and in the channel, once',
    (kind) => {
      expect(mentions(replyTo(mixed, kind))).toEqual(['<!subteam^S0LEADS>', '<@U0BO>']);
    },
  );

  test('the ask says how many are asked by direct message', () => {
    expect(replyTo(mixed, 'approval-asked')).toContain(
      '1 person outside this channel is also asked by direct message.',
    );
    const away = { people: ['U0BO', 'U0CY'], outside: ['U0BO', 'U0CY'] };
    expect(replyTo(away, 'approval-asked')).toMatch(
      /^2 people outside this channel are asked by direct message\. This launch waits until /,
    );
    expect(replyTo(away, 'approval-reminder')).toMatch(/^Nobody has approved or denied/);
  });

  test('the ask says that workspace admins are not called, and why', () => {
    const unread = { admins: true, adminsUnread: '<!channel> ratelimited' };
    expect(replyTo(unread, 'approval-asked')).toContain('so none of them is called.');
    expect(mentions(replyTo(unread, 'approval-asked'))).toEqual([]);
    expect(
      replyTo({ people: ['U0BO'], admins: true, allAdmins: true }, 'approval-asked'),
    ).not.toContain('admins');
  });

  test('those who were called before groups and channels were looked at are mentioned', () => {
    const old = { people: ['U0BO', 'U0CY'], groups: ['S0LEADS'] };
    expect(mentions(replyTo(old, 'approval-asked'))).toHaveLength(3);
  });
});

describe('the card says, without a mention,', () => {
  test.for<[string, Partial<CalledApprovers>]>([
    [
      '1 person and 1 user group are asked in the thread, 1 person is asked by direct message.',
      mixed,
    ],
    ['1 person is asked in the thread.', { people: ['U0BO'] }],
    [
      '2 people are asked by direct message.',
      { people: ['U0BO', 'U0CY'], outside: ['U0BO', 'U0CY'] },
    ],
    ['1 person is asked in the thread.', { people: ['U0BO'], admins: true, allAdmins: true }],
    [
      '1 person is asked in the thread; any workspace admin may approve it, too.',
      { people: ['U0BO'], admins: true, allAdmins: false },
    ],
    [
      '1 person is asked in the thread; any workspace admin may approve it, too. Slack doesn’t say who the workspace admins are (ratelimited), so none of them is called.',
      { people: ['U0BO'], admins: true, adminsUnread: 'ratelimited' },
    ],
    [
      'Open to any workspace admin who didn’t ask for it. Slack doesn’t say who the workspace admins are (ratelimited), so none of them is called.',
      { admins: true, adminsUnread: 'ratelimited' },
    ],
    ['Open to any member who didn’t ask for it.', { members: true, admins: true }],
  ])('%s', ([words, called]) => {
    const line = onCard(called) ?? '';
    expect(line.startsWith(`${words} It expires `)).toBe(true);
    expect(mentions(line)).toEqual([]);
  });

  test('to whoever is not in the channel: nothing of its thread', () => {
    const line = onCard(mixed, { uncompared: true });
    expect(line).toMatch(/^2 people and 1 user group are asked\. It expires/);
  });
});
