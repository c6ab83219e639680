// What somebody is answered whose launch is stored, now or before.

import type { Answer, AnswerOf } from '../../domain/answer/answer.ts';
import type { CardView } from '../../domain/launch/card.ts';
import { outdoneBy } from '../../domain/guard/guard.ts';
import { typedCostUsd } from '../../domain/guard/written-guard.ts';
import { shownName } from '../../domain/template/secret/hide-secrets.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import type { AdmitDeps } from './admit.ts';

/** Asks for confirmation. The launch is held meanwhile, under this handle. */
export type Question = (launch: Launch) => Answer;

/** Asks whether a second one is meant. */
export function asksOf(duplicate: CardView): Question {
  return ({ handle }) => ({ kind: 'launch-needs-confirmation', handle, duplicate });
}

export const cancelledBefore: Answer = {
  kind: 'note',
  note: { kind: 'cancelled-before' },
};

/** The answer to a repeated request whose launch is stored already. */
export function answerOf(
  deps: AdmitDeps,
  launch: Launch,
  question: Question | undefined,
): Answer | undefined {
  const { state } = launch;
  if (state === 'requested') return undefined;
  if (state === 'held' && question !== undefined) return question(launch);
  if (state === 'refused') return { kind: 'note', note: { kind: 'refused-before' } };
  const { handle, approval } = launch;
  const decision = approval?.decision;
  if (decision !== undefined && decision.verdict !== 'approved') {
    return { kind: 'decided-before', handle, decision };
  }
  return state === 'cancelled' ? cancelledBefore : storedAnswer(deps, launch);
}

/** The answer to a launch that is accepted, or waits for an approval. */
export function storedAnswer(deps: AdmitDeps, launch: Launch): Answer {
  const { state, approval } = launch;
  const stored = launchStored(deps, launch);
  return state === 'waiting' && approval !== undefined
    ? { ...stored, kind: 'launch-waits', approval }
    : stored;
}

type Stored = AnswerOf<'launch-stored'>;

/**
 * The answer to an accepted launch, with its card's channel if that isn't where it was requested,
 * and whether it can't be held to what was typed, or the policy is stricter than that.
 */
function launchStored({ policy }: AdmitDeps, launch: Launch): Stored {
  const { handle, requester, estimate, guard } = launch;
  const isElsewhere = requester.atHome === true || requester.elsewhere === true;
  const elsewhere = isElsewhere ? { elsewhere: requester.channel } : {};
  const isUnheld = typedCostUsd(guard) !== undefined && estimate?.total.known !== true;
  const displayName = shownName(launch);
  const typed = (guard ?? []).filter(({ source }) => source === 'launch');
  // Without a price, the policy’s own limit of cost can’t hold either.
  const outdone = isUnheld ? [] : outdoneBy(typed, policy.rules.guards?.own ?? []);
  return {
    ...{ kind: 'launch-stored', handle, displayName, estimate, ...elsewhere },
    ...(isUnheld && { costUnheld: true }),
    ...(outdone.length > 0 && { outdone }),
  };
}
