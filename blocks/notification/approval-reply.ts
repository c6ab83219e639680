// What a thread says of an approval: who is asked, and what was decided.

import type { CalledApprovers } from '../../app/domain/approval/approval.ts';
import { calledFor, type CardView } from '../../app/domain/launch/card.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { bounds } from '../kit/limits.ts';
import { call, group, moment, quote, say, user, type Line, type Part } from '../kit/rich.ts';

type ApprovalUpdate = Extract<Update, { kind: `approval-${string}` }>;
type Decided = Extract<Update, { kind: 'approval-decided' }>;

/** A long list of names says nothing: the card says how many there are. */
const mostCalled = 20;

/** The reply to an approval's steps. Approvers are mentioned in the first one alone. */
export function approvalLines(card: CardView, update: ApprovalUpdate): readonly Line[] {
  switch (update.kind) {
    case 'approval-asked':
      return [
        [
          ...callApprovers(card.launch.approval?.called),
          moment(update.expiresAt),
          say('. The card above says what it is, and has the buttons.'),
        ],
      ];
    case 'approval-reminder':
      return [
        [
          say('Nobody has approved or denied this launch yet. It expires '),
          moment(update.expiresAt),
          say(' unless it is approved.'),
        ],
      ];
    case 'approval-decided':
      return [decidedLine(card, update)];
  }
}

/** `@leads, @bo: please approve or deny this launch. It waits until `. */
function callApprovers(called: CalledApprovers | undefined): Line {
  const { people = [], groups = [], admins = false, members = false } = called ?? {};
  const everybody = [...groups.map(group), ...people.map(user)];
  if (everybody.length === 0) {
    const who = members
      ? 'anybody else'
      : admins
        ? 'a workspace admin'
        : 'somebody who may give it';
    return [say(`This launch waits for an approval by ${who}, until `)];
  }
  const more = everybody.length - mostCalled;
  return [
    ...everybody
      .slice(0, mostCalled)
      .flatMap((one, at): Line => (at === 0 ? [one] : [say(', '), one])),
    ...(more > 0 ? [say(` and ${more} more`)] : []),
    say(': please approve or deny this launch. It waits until '),
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
