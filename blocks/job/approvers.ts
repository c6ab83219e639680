// Who may approve a launch, in few words.

import type { CalledApprovers } from '../../app/domain/approval/approval.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { group, say, user, type Line } from '../kit/rich.ts';

const mostNamed = 5;

/** Who decides on a launch, for somebody who doesn't; nothing if it is theirs or nobody's. */
export function decidersLines({ launch: { approval }, barred = [] }: CardView): readonly Line[] {
  if (approval === undefined || !barred.includes('decide')) return [];
  const parts = approverParts(approval.called);
  if (parts.length === 0) return [];
  return [[say('You can’t approve or deny it. Asked to decide: '), ...parts, say('.')]];
}

/**
 * `@bo, @leads or any workspace admin`, for people who alone see it: it mentions them. Empty if
 * there is nobody.
 */
export function approverParts({ people, groups, admins, members }: CalledApprovers): Line {
  const named = [...people.map(user), ...groups.map(group)];
  const more = named.length - mostNamed;
  const everybody: readonly Line[] = [
    ...named.slice(0, mostNamed).map((one) => [one]),
    ...(more > 0 ? [[say(`${more} more`)]] : []),
    ...(members ? [[say('any other member')]] : admins ? [[say('any workspace admin')]] : []),
  ];
  return everybody.flatMap((one, at): Line => {
    if (at === 0) return one;
    return [say(at === everybody.length - 1 ? ' or ' : ', '), ...one];
  });
}
