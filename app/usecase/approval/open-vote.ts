// Windows of an approval: why it is denied, and what would be sent. They open for those who may decide,
// and the spec also for those who see the launch.

import { problemAnswer, type Answer } from '../../domain/answer/answer.ts';
import type { Window } from '../../domain/answer/window.ts';
import type { CardView } from '../../domain/launch/card.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { fromOutside } from '../../domain/permission/viewer.ts';
import { shownName } from '../../domain/template/secret/hide-secrets.ts';
import { goneAnswer } from '../job/expired.ts';
import { openWindow, type WindowDeps } from '../permission/open-window.ts';
import { refuse } from '../permission/refuse.ts';
import { seenOf, viewerOf } from '../permission/see.ts';
import type { Request } from '../ports/interactions.ts';
import type { ApprovalDeps } from '../permission/approval-deps.ts';
import { mayApprove } from '../permission/may-approve.ts';
import { undecided } from './request-vote.ts';

type OpenDeps = WindowDeps & ApprovalDeps;
type Made = { readonly window: Window } | { readonly answer: Answer };

/** Asks why a launch is denied. */
export function openDenyForm(deps: OpenDeps, request: Request, handle: string): void {
  const permission = { verb: 'deny', subject: handle } as const;
  openWindow(deps, request, permission, async (): Promise<Made> => {
    const launch = await find(deps, handle);
    if (launch === undefined) return { answer: await gone(deps, request, handle) };
    const decision = await mayApprove(deps, request.requester, launch);
    if ('later' in decision) return { answer: notKnown(decision.why) };
    if (!decision.allowed) return { answer: await refuse(deps, request, permission, decision) };
    if (launch.state !== 'waiting') return { answer: undecided(launch) };
    const { channel, atHome: home } = request.requester;
    const form = { channel, home, handle, displayName: shownName(launch) };
    return { window: { kind: 'deny-form', form } };
  });
}

/** Shows all that a launch would send. */
export function openApprovalSpec(deps: OpenDeps, request: Request, handle: string): void {
  const permission = { verb: 'approval-spec', subject: handle } as const;
  openWindow(deps, request, permission, async (): Promise<Made> => {
    const launch = await find(deps, handle);
    if (launch === undefined) return { answer: await gone(deps, request, handle) };
    const seen = await seenAll(deps, request, launch);
    if (seen !== undefined) return { window: { kind: 'launch-spec', card: seen } };
    const decision = await mayApprove(deps, request.requester, launch);
    if ('later' in decision) return { answer: notKnown(decision.why) };
    if (!decision.allowed) return { answer: await refuse(deps, request, permission, decision) };
    const [card] = await deps.store.transaction((tx) => tx.cards.byLaunches([launch.id]));
    return card === undefined
      ? { answer: await gone(deps, request, handle) }
      : { window: { kind: 'launch-spec', card: fromOutside(card) } };
  });
}

async function find({ store }: OpenDeps, handle: string): Promise<Launch | undefined> {
  const launch = await store.transaction((tx) => tx.launches.byHandle(handle));
  return launch?.approval === undefined ? undefined : launch;
}

/** The card, for those who see all of the launch. */
async function seenAll(
  deps: OpenDeps,
  { requester }: Request,
  launch: Launch,
): Promise<CardView | undefined> {
  const viewer = await viewerOf(deps, requester);
  const [card] = await deps.store.transaction(async (tx) =>
    seenOf(tx, viewer, await tx.cards.byLaunches([launch.id])),
  );
  return card?.outlined === true ? undefined : card;
}

async function gone(deps: OpenDeps, { requester }: Request, handle: string): Promise<Answer> {
  const viewer = await viewerOf(deps, requester);
  return deps.store.transaction((tx) => goneAnswer(tx, handle, viewer));
}

function notKnown(why: string): Answer {
  return problemAnswer({ kind: 'window-not-opened', why });
}
