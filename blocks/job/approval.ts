// What a card says of an approval: while it waits, all that an approver has to know; later, who
// decided. Nobody is mentioned here but who asked: approvers are called in the thread.

import {
  waysToCall,
  type Approval,
  type ApprovalReason,
  type CalledApprovers,
} from '../../app/domain/approval/approval.ts';
import { formatUsd } from '../../app/domain/cost/money.ts';
import type { CardView } from '../../app/domain/launch/card.ts';
import { dearest } from '../../app/domain/launch/ladder.ts';
import type { Launch } from '../../app/domain/launch/launch.ts';
import { summarizePools } from '../../app/domain/spec/pool-summary.ts';
import { shownValue } from '../../app/domain/template/secret/shown-value.ts';
import { fallbackLines } from '../guard/ladder.ts';
import type { RenderContext } from '../kit/context.ts';
import { writeDuration } from '../../app/domain/text/duration.ts';
import { bounds } from '../kit/limits.ts';
import { moment, quote, say, time, user, type Line } from '../kit/rich.ts';
import { differenceLine } from './spec-difference.ts';

/** Whether its card asks for an approval. */
export const isAsked = ({ launch }: CardView): boolean =>
  launch.state === 'waiting' && launch.approval?.decision === undefined;

/** The lines of a launch that waits for an approval, below its machines and cost. */
export function askedLines(view: CardView, context: RenderContext): readonly Line[] {
  const { launch } = view;
  const { approval } = launch;
  return [
    ...codeLines(launch),
    ...fallbackLines(launch.ladder),
    ...atMostLines(launch),
    ...parameterLines(launch),
    differenceLine(view, context),
    ...(approval === undefined
      ? []
      : [reasonLine(approval), whoLine(approval, view.uncompared === true)]),
  ];
}

function codeLines({ body }: Launch): readonly Line[] {
  const images = new Set(summarizePools(body.jobSpec).flatMap(({ image }) => image ?? []));
  const modules = new Set(
    summarizePools(body.jobSpec).flatMap(({ pythonModule }) => pythonModule ?? []),
  );
  return [
    ...(images.size === 0 ? [] : [[say('Image: '), quote([...images].join(', '), bounds.reason)]]),
    ...(modules.size === 0
      ? []
      : [[say('Package: '), quote([...modules].join(', '), bounds.reason)]]),
  ];
}

/** What it may cost in all, unless that is the reason and said with it, or isn't known. */
function atMostLines(launch: Launch): readonly Line[] {
  const cost = dearest(launch);
  const isReason = launch.approval?.reasons.some(({ kind }) => kind === 'total') === true;
  if (!cost.known || isReason) return [];
  const runs = `it runs for ${writeDuration(cost.bound.ms)} at the longest`;
  const which = launch.ladder === undefined ? '' : ', whichever of them runs';
  const atMost = `${formatUsd(cost.amount)} in all at most`;
  return [[say(`Costs ${atMost}${which} at list price: ${runs}.`)]];
}

/** The values that it was filled with, without secrets. */
export function parameterLines({ parameters }: Launch): readonly Line[] {
  const given = Object.entries(parameters).map(
    ([name, value]) => `${name}=${shownValue(name, value, parameters) ?? ''}`,
  );
  return given.length === 0 ? [] : [[say('With '), quote(given.join(' '), bounds.reason)]];
}

/** Why it takes an approval. */
function reasonLine({ reasons }: Approval): Line {
  return [say('Takes an approval: '), ...reasonsParts(reasons), say('.')];
}

/** The reasons, to follow a colon. */
export function reasonsParts(reasons: readonly ApprovalReason[]): Line {
  return reasons
    .map(reasonParts)
    .flatMap((parts, at): Line => [...(at === 0 ? [] : [say('; ')]), ...parts]);
}

function reasonParts(reason: ApprovalReason): Line {
  switch (reason.kind) {
    case 'always':
      return [say('each launch of this template does')];
    case 'total':
      return [
        say(`it may cost ${formatUsd(reason.atMost)} in all, more than ${formatUsd(reason.above)}`),
      ];
    case 'per-hour':
      return [
        say(`it costs ${formatUsd(reason.hourly)} an hour, more than ${formatUsd(reason.above)}`),
      ];
    case 'price-unknown':
      return [say('its cost isn’t known: '), quote(reason.why, bounds.word)];
  }
}

function whoLine({ called, expiresAt }: Approval, isOutside: boolean): Line {
  const unread = unreadAdminsLine(called);
  return [
    say(`${calledWords(called, isOutside)}. `),
    ...(unread.length === 0 ? [] : [...unread, say(' ')]),
    say('It expires '),
    moment(expiresAt),
    say(' unless it is approved.'),
  ];
}

/** That workspace admins aren't called, and why; nothing if they are. */
export function unreadAdminsLine({ adminsUnread }: CalledApprovers): Line {
  if (adminsUnread === undefined) return [];
  return [
    say('Slack doesn’t say who the workspace admins are ('),
    quote(adminsUnread, bounds.word),
    say('), so none of them is called.'),
  ];
}

/**
 * Who was asked, without a mention: `2 people and 1 user group are asked in the thread`. Who isn't in
 * the channel doesn't see where.
 */
function calledWords(called: CalledApprovers, isOutside: boolean): string {
  const { groups, admins, members, allAdmins } = called;
  const { byName, directly } = waysToCall(called);
  const names = isOutside ? byName.length + directly.length : byName.length;
  const there = [
    ...(names === 0 ? [] : [people(names)]),
    ...(groups.length === 0
      ? []
      : [groups.length === 1 ? '1 user group' : `${groups.length} user groups`]),
  ];
  const away = isOutside ? 0 : directly.length;
  const others = members
    ? 'any member'
    : admins && allAdmins !== true
      ? 'any workspace admin'
      : undefined;
  if (there.length === 0 && away === 0) {
    return others === undefined
      ? 'Nobody could be asked'
      : `Open to ${others} who didn’t ask for it`;
  }
  const asked = [
    ...(there.length === 0
      ? []
      : [
          `${there.join(' and ')} ${names + groups.length === 1 ? 'is' : 'are'} asked${isOutside ? '' : ' in the thread'}`,
        ]),
    ...(away === 0 ? [] : [`${people(away)} ${away === 1 ? 'is' : 'are'} asked by direct message`]),
  ];
  return `${asked.join(', ')}${others === undefined ? '' : `; ${others} may approve it, too`}`;
}

const people = (count: number): string => (count === 1 ? '1 person' : `${count} people`);

/** Who decided or withdrew it, when and why; nothing while nobody has. */
export function decidedLines({ launch }: CardView, now: number): readonly Line[] {
  const decision = launch.approval?.decision;
  if (decision === undefined) return [];
  const { verdict, by, at, reason } = decision;
  if (verdict === 'expired') {
    return [[say('Nobody approved it by '), time(at, now), say(', so nothing was sent.')]];
  }
  return [
    [
      say({ approved: 'Approved by ', denied: 'Denied by ', withdrawn: 'Withdrawn by ' }[verdict]),
      by === undefined ? say('somebody') : user(by),
      say(' at '),
      time(at, now),
      ...(reason === undefined || reason === '' ? [] : [say(': '), quote(reason, bounds.reason)]),
    ],
  ];
}
