// The buttons of a card, by its state.

import type { ActionsBlock, Button, Overflow } from '@slack/types';
import type { CardView } from '../../app/domain/launch/card.ts';
import { makesWay } from '../../app/domain/launch/ladder.ts';
import { shownName } from '../../app/domain/template/secret/hide-secrets.ts';
import { isLive, isNothing, ownerOf } from '../../app/domain/launch/launch.ts';
import { approvalButtons } from './approval-buttons.ts';
import { isAsked } from './approval.ts';
import { actionId, linkIds, writeActionValue } from '../kit/value/button-values.ts';
import { linkOption, moreMenu, optionOf, type IdButton } from '../kit/value/more.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip, escapeMrkdwn, oneLine } from '../kit/foreign.ts';
import { limits } from '../kit/limits.ts';
import { consoleUrl, logsUrl } from '../kit/links.ts';
import { whatItRuns } from './what-it-runs.ts';
import { utc } from '../kit/render-rich.ts';

/**
 * Cancel while it is live, Re-run after its end, then Logs; behind ⋯ what is pressed less often and
 * asks nothing back. Undefined if there are none.
 */
export function cardButtons(view: CardView, context: RenderContext): ActionsBlock | undefined {
  const { launch, job } = view;
  const elements: (Button | Overflow)[] = [];
  const alive = isLive(view);
  const asked = !isMakingWay(view) && isEnding(view);
  if (isAsked(view)) elements.push(...approvalButtons(view, context));
  const barred = launch.state === 'waiting' && view.barred?.includes('withdraw') === true;
  if (alive && !asked && !barred) elements.push(cancelButton(view, context));
  // An outline has nothing to read or repeat.
  if (view.outlined === true) return ending(elements);
  const isOver = job === undefined ? isNothing(launch.state) : !alive;
  if (isOver) elements.push(rerunButton(view, context));
  if (job !== undefined) elements.push(logsButton(view, context));
  // Without a template, there is nothing to change in a form.
  const mayChange = isOver && launch.origin === undefined;
  if (job === undefined)
    return ending(mayChange ? [...elements, rerunForm(view, context)] : elements);
  const menu = moreMenu([
    ...(mayChange ? [optionOf(rerunForm(view, context))] : []),
    linkOption('Open in the console', linkIds.console, consoleUrl(job.key, launch.target)),
    linkOption('Logs in the console', linkIds.logs, logsUrl(job.key, launch.target)),
  ]);
  return ending([...elements, menu]);
}

/** Whether its cancel only makes way for the next attempt; the launch itself can still be cancelled. */
export function isMakingWay({ cancel }: Pick<CardView, 'cancel'>): boolean {
  return cancel?.state === 'accepted' && makesWay(cancel);
}

function isEnding({ cancel, job }: CardView): boolean {
  return cancel?.state === 'accepted' || job?.state === 'CANCELLING';
}

/** What a card says instead of who asked for the cancel. */
export const makingWayWords = 'It makes way for the next of its fallbacks';

function ending(elements: ActionsBlock['elements']): ActionsBlock | undefined {
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

/** Cancel, with a dialog that names the job, its owner and its age. */
export function cancelButton({ launch, job }: CardView, context: RenderContext): Button {
  const { handle } = launch;
  if (launch.state === 'waiting') return withdrawButton(handle, context);
  const owner = ownerOf(launch);
  const by = owner === undefined ? 'launched elsewhere' : `launched by <@${owner}>`;
  const since = job?.createTime ?? launch.requestedAt;
  const seconds = Math.floor(since / 1000);
  // A display name has at most 128 characters, so the text stays within the limit.
  const name = escapeMrkdwn(oneLine(shownName(launch), 100));
  const text = `*${name}* (${handle}), ${by} <!date^${seconds}^{ago}|${utc(since)}>. A cancel can’t be undone.`;
  return {
    type: 'button',
    action_id: actionId('cancel'),
    style: 'danger',
    text: { type: 'plain_text', text: 'Cancel' },
    accessibility_label: clip(`Cancel job ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token: context.token }),
    confirm: {
      title: { type: 'plain_text', text: `Cancel ${handle}?` },
      text: {
        type: 'mrkdwn',
        verbatim: true,
        text:
          text.length <= limits.confirmText ? text : `${handle}, ${by}. A cancel can’t be undone.`,
      },
      confirm: { type: 'plain_text', text: 'Cancel the job' },
      deny: { type: 'plain_text', text: 'Let it run' },
      style: 'danger',
    },
  };
}

/** Cancel for what waits for an approval: nothing runs that could be cancelled. */
function withdrawButton(handle: string, { token }: RenderContext): Button {
  return {
    type: 'button',
    action_id: actionId('cancel'),
    text: { type: 'plain_text', text: 'Withdraw' },
    accessibility_label: clip(`Withdraw launch ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token }),
    confirm: {
      title: { type: 'plain_text', text: `Withdraw ${handle}?` },
      text: {
        type: 'plain_text',
        text: 'Nothing was sent yet, and nothing will be. To run it after all, launch it again.',
      },
      confirm: { type: 'plain_text', text: 'Withdraw it' },
      deny: { type: 'plain_text', text: 'Let it wait' },
    },
  };
}

/** Re-run, with a dialog that says what will be paid again. */
function rerunButton({ launch }: CardView, context: RenderContext): Button {
  const { handle, approval } = launch;
  const again = approval === undefined ? '' : ' It may have to be approved again.';
  return {
    type: 'button',
    action_id: actionId('rerun'),
    text: { type: 'plain_text', text: 'Re-run' },
    accessibility_label: clip(`Re-run job ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token: context.token }),
    confirm: {
      title: { type: 'plain_text', text: `Re-run ${handle}?` },
      text: {
        type: 'plain_text',
        text: `The same job again${whatItRuns(launch)}.${again}`,
      },
      confirm: { type: 'plain_text', text: 'Launch it again' },
      deny: { type: 'plain_text', text: 'Not now' },
    },
  };
}

/** Shows the newest log lines to whoever presses it. */
export function logsButton({ launch: { handle } }: CardView, { token }: RenderContext): Button {
  return {
    type: 'button',
    action_id: actionId('logs'),
    text: { type: 'plain_text', text: 'Logs' },
    accessibility_label: clip(`Show the log of job ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token }),
  };
}

/** Opens the form with the values of the launch. */
function rerunForm({ launch: { handle } }: CardView, { token }: RenderContext): IdButton {
  return {
    type: 'button',
    action_id: actionId('rerun-form'),
    text: { type: 'plain_text', text: 'Re-run with changes' },
    accessibility_label: clip(`Change and launch job ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token }),
  };
}

/** A button that opens a URL. */
export function linkButton(text: string, actionId: string, url: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text }, url };
}
