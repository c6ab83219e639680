// What a thread says of an approval: who is asked, and what was decided.

import type { CalledApprovers } from '../../app/domain/approval/approval.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import type { RenderContext } from '../kit/context.ts';
import { bounds } from '../kit/limits.ts';
import { quote, say, time, user, type Line, type Part } from '../kit/rich.ts';

type ApprovalUpdate = Extract<Update, { kind: `approval-${string}` }>;
type Decided = Extract<Update, { kind: 'approval-decided' }>;

/** The reply to an approval's steps. */
export function approvalLines(
  { launch }: CardView,
  update: ApprovalUpdate,
  { now }: RenderContext,
): readonly Line[] {
  const called = launch.approval?.called;
  switch (update.kind) {
    case 'approval-asked':
      return [
        [
          ...approvers(called),
          say(': please approve or deny this launch. It waits until '),
          time(update.expiresAt, now),
          say('.'),
        ],
      ];
    case 'approval-reminder':
      return [
        [
          ...approvers(called),
          say(': this launch still waits for you, until '),
          time(update.expiresAt, now),
          say('.'),
        ],
      ];
    case 'approval-decided':
      return [decidedLine(update)];
  }
}

function approvers(called: CalledApprovers | undefined): Line {
  const people = called?.people ?? [];
  return people.length === 0
    ? [say('Approvers')]
    : people.flatMap((id, at) => [...(at === 0 ? [] : [say(', ')]), user(id)]);
}

function decidedLine({ verdict, by, reason }: Decided): Line {
  const why: Line = reason === undefined ? [say('.')] : [say(': '), quote(reason, bounds.reason)];
  switch (verdict) {
    case 'approved':
      return [...actor(by), say(' approved the launch'), ...why];
    case 'denied':
      return [...actor(by), say(' denied the launch, so nothing was sent'), ...why];
    case 'expired':
      return [say('Nobody approved the launch in time, so nothing was sent.')];
  }
}

const actor = (by: string | undefined): Line => [by === undefined ? say('Somebody') : user(by)];

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
