// The root card: one per job and channel, edited in place, the only thing in the channel.

import type { ActionsBlock, Button } from '@slack/types';
import type { CardView } from '../app/domain/card.ts';
import { writeDuration } from '../app/domain/duration.ts';
import { formatTarget } from '../app/domain/job.ts';
import { isPending } from '../app/domain/launch.ts';
import { jobCost } from '../app/domain/run-cost.ts';
import { isTerminal } from '../app/domain/state.ts';
import { actionIds, writeActionValue } from './actions.ts';
import type { RenderContext } from './context.ts';
import { costLines } from './cost.ts';
import { clip, escapeMrkdwn, oneLine } from './foreign.ts';
import { errorGlance, failureGlance } from './failure.ts';
import { emojiOf, headline } from './headline.ts';
import { limits } from './limits.ts';
import { consoleUrl, logsUrl } from './links.ts';
import { message, type Message } from './message.ts';
import { poolLines } from './pools.ts';
import { handleLink } from './rerun.ts';
import {
  italic,
  plainText,
  quote,
  quoteBold,
  quoteCode,
  say,
  time,
  user,
  utc,
  type Line,
} from './rich.ts';

/** The card of a launch and, once there is one, its job. */
export function renderCard(
  view: CardView,
  context: RenderContext,
  possiblyRepeated = false,
): Message {
  const { launch, job } = view;
  const lines: Line[] = [
    [
      say(`${emojiOf(view)} `),
      quoteBold(launch.body.displayName),
      say(' · '),
      ...headline(view, context.now),
      say('   '),
      quoteCode(launch.handle),
    ],
    provenance(view, context),
    ...costLines(launch.body.jobSpec, launch.estimate, jobCost(launch.estimate, job)),
    ...troubleLines(view, context.now),
  ];
  if (possiblyRepeated) {
    lines.push([
      italic(
        'Possibly repeated: Slack did not confirm the first post, and this channel’s history can’t be read.',
      ),
    ]);
  }
  return message(lines, buttons(view, context));
}

/** Where it came from: `resnet-train v7 · launched by @ana · ml-prod / us-central1`. */
export function provenance({ launch, rerunOf }: CardView, context: RenderContext): Line {
  const parts = [
    quote(launch.template.name),
    say(' '),
    quote(launch.template.version),
    say(' · launched by '),
    user(launch.asker.userId),
    say(' · '),
    quote(formatTarget(launch.target)),
  ];
  if (rerunOf !== undefined) parts.push(say(' · re-run of '), handleLink(rerunOf, context));
  if (launch.maxTimeMs !== undefined) {
    parts.push(say(` · ends by itself after ${writeDuration(launch.maxTimeMs)}`));
  }
  return parts;
}

/** What keeps a card from being plain good news: why it waits, what is unknown, who asked to cancel. */
function troubleLines({ launch, job, cancel }: CardView, now: number): readonly Line[] {
  const lines: Line[] = [];
  const why = launch.failure?.message;
  if (job === undefined && why !== undefined) {
    const lead = {
      accepted: 'Not sent yet, trying again: ',
      doubt: 'Looking for the job before anything is sent again. What went wrong: ',
      unknown: 'No job was found. What went wrong: ',
      failed: 'Vertex refused it: ',
    }[launch.state as 'accepted' | 'doubt' | 'unknown' | 'failed'] as string | undefined;
    if (lead !== undefined) lines.push([say(lead), failureGlance(why)]);
  }
  const alive = job === undefined ? isPending(launch.state) : !isTerminal(job.state) && !job.gone;
  if (cancel !== undefined && cancel.state === 'accepted' && alive) {
    lines.push([
      say('Cancel asked for by '),
      user(cancel.asker.userId),
      say(' at '),
      time(cancel.requestedAt, now),
      say(job === undefined ? ': it takes effect as soon as the job is found' : ''),
    ]);
  }
  if (job?.unreadable !== undefined) {
    lines.push([say('Can’t be read at present, so this may be old: '), quote(job.unreadable, 300)]);
  }
  if (job?.error !== undefined && isTerminal(job.state) && job.state !== 'CANCELLED') {
    lines.push(errorGlance(job.error));
  }
  return lines;
}

function buttons(view: CardView, context: RenderContext): ActionsBlock | undefined {
  const { launch, job } = view;
  const elements: Button[] = [];
  const alive = job === undefined ? isPending(launch.state) : !isTerminal(job.state) && !job.gone;
  const asked = view.cancel?.state === 'accepted' || job?.state === 'CANCELLING';
  if (alive && !asked) elements.push(cancelButton(view, context));
  if (job === undefined ? ['failed', 'cancelled'].includes(launch.state) : !alive) {
    elements.push(rerunButton(view, context), rerunFormButton(view, context));
  }
  if (job !== undefined) {
    elements.push(
      logsButton(view, context),
      linkButton('Console', actionIds.linkConsole, consoleUrl(job.key, launch.target)),
      linkButton('Logs in console', actionIds.linkLogs, logsUrl(job.key, launch.target)),
    );
  }
  return elements.length === 0 ? undefined : { type: 'actions', elements };
}

/** Cancel, with a confirm that names job, owner and age. */
export function cancelButton({ launch, job }: CardView, context: RenderContext): Button {
  const { handle, asker } = launch;
  const since = job?.createTime ?? launch.requestedAt;
  const seconds = Math.floor(since / 1000);
  // A display name has at most 128 characters, so the whole stays below the limit for every legal name.
  const name = escapeMrkdwn(oneLine(launch.body.displayName, 100));
  const text = `*${name}* (${handle}), launched by <@${asker.userId}> <!date^${seconds}^{ago}|${utc(since)}>. A cancel can’t be undone.`;
  return {
    type: 'button',
    action_id: actionIds.cancel,
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
          text.length <= limits.confirmText
            ? text
            : `${handle}, launched by <@${asker.userId}>. A cancel can’t be undone.`,
      },
      confirm: { type: 'plain_text', text: 'Cancel the job' },
      deny: { type: 'plain_text', text: 'Let it run' },
      style: 'danger',
    },
  };
}

/** Re-run, with a confirm that names what will be paid for once more. */
function rerunButton({ launch }: CardView, context: RenderContext): Button {
  const { handle } = launch;
  const pools = clip(plainText(poolLines(launch.body.jobSpec)), 150).replaceAll('\n', ', ');
  return {
    type: 'button',
    action_id: actionIds.rerun,
    text: { type: 'plain_text', text: 'Re-run' },
    accessibility_label: clip(`Launch job ${handle} once more`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token: context.token }),
    confirm: {
      title: { type: 'plain_text', text: `Re-run ${handle}?` },
      text: {
        type: 'mrkdwn',
        verbatim: true,
        text: `The same is launched once more: ${pools}.`,
      },
      confirm: { type: 'plain_text', text: 'Launch it again' },
      deny: { type: 'plain_text', text: 'Not now' },
    },
  };
}

/** Shows the newest lines to the one who presses it. */
export function logsButton({ launch: { handle } }: CardView, { token }: RenderContext): Button {
  return {
    type: 'button',
    action_id: actionIds.logs,
    text: { type: 'plain_text', text: 'Logs' },
    accessibility_label: clip(`Show the log of job ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token }),
  };
}

/** Opens the form with what was launched. */
function rerunFormButton({ launch: { handle } }: CardView, { token }: RenderContext): Button {
  return {
    type: 'button',
    action_id: actionIds.rerunForm,
    text: { type: 'plain_text', text: 'Re-run with changes' },
    accessibility_label: clip(`Change and launch job ${handle}`, limits.accessibilityLabel),
    value: writeActionValue({ handle, token }),
  };
}

/** A button that opens a page. */
export function linkButton(text: string, actionId: string, url: string): Button {
  return { type: 'button', action_id: actionId, text: { type: 'plain_text', text }, url };
}
