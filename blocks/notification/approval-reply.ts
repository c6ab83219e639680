// What a thread says of an approval: who is asked, and what was decided.

import { waysToCall, type CalledApprovers } from '../../app/domain/approval/approval.ts';
import { calledFor, type CardView } from '../../app/domain/launch/card.ts';
import { leftOf } from '../../app/domain/launch/ladder.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { unreadAdminsLine } from '../job/approval.ts';
import { bounds } from '../kit/limits.ts';
import { call, group, moment, quote, say, user, type Line, type Part } from '../kit/rich.ts';

type ApprovalUpdate = Extract<Update, { kind: `approval-${string}` }>;
type Decided = Extract<Update, { kind: 'approval-decided' }>;

/** A long list of names says nothing: the card says how many there are. */
const mostCalled = 20;

/** The reply to an approval's steps. Approvers are mentioned when they are asked and reminded. */
export function approvalLines(card: CardView, update: ApprovalUpdate): readonly Line[] {
  const called = card.launch.approval?.called;
  switch (update.kind) {
    case 'approval-asked':
      return [...askedLines(called, update.expiresAt), ...coversLines(card)];
    case 'approval-reminder':
      return [
        [
          ...mentioned(called, ': '),
          say('Nobody has approved or denied this launch yet. It expires '),
          moment(update.expiresAt),
          say(' unless it is approved.'),
        ],
      ];
    case 'approval-decided':
      return [decidedLine(card, update)];
  }
}

/** `@leads, @bo: please approve or deny this launch. It waits until …`, and who isn't called here. */
function askedLines(
  called: CalledApprovers | undefined,
  expiresAt: number,
): readonly [Line, ...Line[]] {
  const names = mentioned(called, ': please approve or deny this launch. It waits until ');
  const away = called === undefined ? 0 : waysToCall(called).directly.length;
  const more: Line =
    away === 0 || names.length === 0 ? [] : [say(` ${askedDirectly(away, 'also')}`)];
  const unread = called === undefined ? [] : unreadAdminsLine(called);
  return [
    [
      ...(names.length > 0 ? names : [say(namelessAsk(called, away))]),
      moment(expiresAt),
      say('. The card above says what it is, and has the buttons.'),
      ...more,
    ],
    ...(unread.length === 0 ? [] : [unread]),
  ];
}

/** That what the launch falls back on is approved with it. */
function coversLines({ launch }: CardView): readonly Line[] {
  const more = leftOf(launch.ladder)?.length ?? 0;
  if (more === 0) return [];
  const what = more === 1 ? 'its fallback' : `its ${more} fallbacks`;
  return [[say(`An approval covers ${what}, too: the card and See the spec show what that is.`)]];
}

function namelessAsk(called: CalledApprovers | undefined, away: number): string {
  if (away > 0) return `${askedDirectly(away)} This launch waits until `;
  const { admins = false, members = false } = called ?? {};
  const who = members ? 'anybody else' : admins ? 'a workspace admin' : 'somebody who may give it';
  return `This launch waits for an approval by ${who}, until `;
}

function askedDirectly(count: number, also = ''): string {
  const verb = [count === 1 ? 'is' : 'are', ...(also === '' ? [] : [also])].join(' ');
  return `${count === 1 ? '1 person' : `${count} people`} outside this channel ${verb} asked by direct message.`;
}

/** The mentions, each group and person once, and what follows them; nothing if there are none. */
function mentioned(called: CalledApprovers | undefined, then: string): Line {
  if (called === undefined) return [];
  const everybody = [...called.groups.map(group), ...waysToCall(called).byName.map(user)];
  if (everybody.length === 0) return [];
  const more = everybody.length - mostCalled;
  return [
    ...everybody
      .slice(0, mostCalled)
      .flatMap((one, at): Line => (at === 0 ? [one] : [say(', '), one])),
    ...(more > 0 ? [say(` and ${more} more`)] : []),
    say(then),
  ];
}

function decidedLine(card: CardView, { verdict, by, reason }: Decided): Line {
  const why: Line =
    reason === undefined || reason === '' ? [say('.')] : [say(': '), quote(reason, bounds.reason)];
  const who = by === undefined ? say('somebody') : user(by);
  switch (verdict) {
    case 'approved':
      return [say('Approved by '), who, ...why];
    case 'denied':
      return [
        call(calledFor(card)),
        say(' Denied by '),
        who,
        say(', so nothing was sent to Vertex'),
        ...why,
      ];
    case 'expired':
      return [
        call(calledFor(card)),
        say(' Nobody approved the launch in time, so nothing was sent to Vertex.'),
      ];
  }
}

/** The decision in few words, to follow the job's name. */
export function decidedParts({ verdict, by }: Decided): readonly [Part, ...Part[]] {
  const who: Line = by === undefined ? [] : [say(' by '), user(by)];
  switch (verdict) {
    case 'approved':
      return [say('✅'), say(' was approved'), ...who];
    case 'denied':
      return [say('🚫'), say(' was denied'), ...who];
    case 'expired':
      return [say('⌛'), say(' was not approved in time')];
  }
}
