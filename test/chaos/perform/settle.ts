// After the faults, waits until the bot has finished everything, with only the help that people could give. Limits are generous: the end of
// a run is checked, not how soon it comes.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Rows } from '../evidence/evidence.ts';
import { ladderedTemplate } from '../plan/feature-act.ts';
import { staleHomes } from '../check/homes.ts';
import { channelsOf, endFaults } from './inject-fault.ts';
import { unfinishedIn, unpolledTargets } from '../evidence/unfinished.ts';
import { labels, press, type } from './commands.ts';
import { botMessages, helperIn, slackRecords, vertexRecords, type Context } from './context.ts';
import { cardOf, terminalStates, wordsOf } from '../evidence/words.ts';

/** The limit for one run. A refused token and a lost cancel take half a minute each, and direct notes wait a minute to be combined. */
const longestMs = 200_000;
const lookMs = 250;
/** Restarting the bot does not speed up what waits for a fixed time. */
const longestPauseMs = 16_000;
/** A launch that Vertex refuses for lack of quota is repeated at most this often. */
const mostLaunches = 2;
/** After this many looks, jobs that end by themselves have ended; the others are cancelled. */
const looksBeforeCancel = 12;
/** After this many looks, a job is cancelled though its guard was to do it. */
const looksForGuards = 200;
/** After this many looks, a launch with fallbacks is cancelled. */
const looksForLadders = 80;
/** After this many looks, a job that ignores its cancel is ended in Vertex. */
const looksBeforeForcedEnd = 24;
/** After this many looks, the bot is removed from its channels and invited again: it may have missed an invitation. */
const looksBeforeNudge = 60;

/** A list read this long after the end of the faults shows every job. */
const surelyReadMs = 1_500;

/** Words of a card that will still change. */
const unsettled =
  /^(?:REQUESTED|STARTING|STARTED|UNCERTAIN|QUEUED|PENDING|RUNNING|CANCELLING|PAUSED|UPDATING|HIBERNATING)$/;

/** Ends the faults and waits. Returns the rows, and what is still unfinished. */
export async function settle(
  context: Context,
  readRows: () => Promise<Rows>,
): Promise<{ readonly rows: Rows; readonly open: readonly string[] }> {
  const began = Date.now();
  const end = began + longestMs;
  await endFaults(context);
  const helper = createHelper(context);
  for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    await context.bots.ready();
    while (Date.now() < end && !(await isQuiet(context, began))) {
      await helper();
      await sleep(lookMs);
    }
    await context.bots.terminateAll();
    const rows = await readRows();
    const open = [...unfinishedIn(rows), ...unpolledTargets(rows, began + surelyReadMs)];
    if (open.length === 0 || Date.now() > end) return { rows, open };
    context.note(`not over yet: ${open.join(', ')}`);
    await context.bots.ready();
    await sleep(pauseMs);
  }
}

/** Whether everything looks finished from the outside. */
async function isQuiet(context: Context, began: number): Promise<boolean> {
  const isWatched = context.plan.acts.some(({ act }) => act.do === 'watch');
  if (isWatched && Date.now() < began + 2 * surelyReadMs) return false;
  const { jobs } = await vertexRecords(context);
  if (jobs.some(({ state, deleted }) => !deleted && !terminalStates.includes(state))) return false;
  const records = await slackRecords(context);
  if (staleHomes(records).length > 0) return false;
  const messages = botMessages(records).filter(({ deleted }) => !deleted);
  if (newestCards(messages).some(({ word }) => unsettled.test(word))) return false;
  if (context.plan.onQuestion !== 'ignore' && openQuestions(messages).length > 0) return false;
  return hasSentAll(await context.bots.metricsPort());
}

async function hasSentAll(port: number): Promise<boolean> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/metrics`);
    const text = await response.text();
    const gauge = (name: string) => new RegExp(`^vertex_job_bot_${name} 0$`, 'm').test(text);
    return gauge('open_updates') && gauge('live_jobs');
  } catch {
    return false;
  }
}

/** The cards of launches whose question is still unanswered. */
function openQuestions(messages: ReturnType<typeof botMessages>) {
  return messages.filter(({ text, ts, channel }) => {
    if (cardOf(text)?.word !== 'NOT FOUND') return false;
    return messages.some(
      (one) =>
        one.channel === channel && one.threadTs === ts && wordsOf(one.text).includes('asked'),
    );
  });
}

/** What people do meanwhile: answer questions, cancel endless jobs, and invite the bot again. */
function createHelper(context: Context): () => Promise<void> {
  const { plan, client } = context;
  let looks = 0;
  let answers = 0;
  return async () => {
    looks += 1;
    if (looks > looksBeforeCancel && looks % 4 === 0) await cancelEndless(context, looks);
    if (plan.onQuestion !== 'ignore' && looks % 4 === 0) {
      answers += await answerQuestions(context, answers < mostLaunches ? plan.onQuestion : 'leave');
    }
    if (looks > looksBeforeForcedEnd && looks % 8 === 0) {
      for (const { id, state, deleted } of (await vertexRecords(context)).jobs) {
        if (deleted || state !== 'CANCELLING') continue;
        await client.vertex('POST', `jobs/${id}/state`, { state: 'CANCELLED' });
      }
    }
    if (looks % looksBeforeNudge === 0) {
      for (const channel of channelsOf(plan)) {
        await client.slack('POST', 'act/kick', { channel });
        await client.slack('POST', 'act/invite', { channel });
      }
    }
  };
}

/** Cancels endless jobs through the bot; in time, also those that their guards were to cancel. */
async function cancelEndless(context: Context, looks: number): Promise<void> {
  const { jobs } = await vertexRecords(context);
  const live = jobs.filter(({ state, deleted }) => !deleted && isEndless(state));
  if (live.length === 0) return;
  const messages = botMessages(await slackRecords(context)).filter(({ deleted }) => !deleted);
  for (const { handle, word, text, channel } of newestCards(messages)) {
    if (!isEndless(word) || saysCancelRequested(text)) continue;
    if (word === 'RUNNING' && willCancel(text) && looks < looksForGuards) continue;
    if (isLaddered(text) && looks < looksForLadders) continue;
    // Typed in the card's channel: in another one the bot asks for confirmation.
    await type(context, helperIn(channel), channel, `/job cancel ${handle} the run is over`);
  }
}

/** Whether a card says that its job’s guard cancels it, soon. */
const willCancel = (text: string): boolean =>
  /⏱ Guard: cancelled after (?!.*extended by)/u.test(text);

/** Whether a card is one of a launch with fallbacks, which goes on by itself. */
const isLaddered = (text: string): boolean => text.includes(`\n${ladderedTemplate} `);

/** Whether a card says that its job is to be cancelled. */
export const saysCancelRequested = (text: string): boolean => text.includes('Cancel asked for by');

/** The current card of each job. If a root was posted twice, the bot updates only the last one. */
function newestCards(messages: ReturnType<typeof botMessages>) {
  const cards = messages.flatMap(({ text, channel }) => {
    const card = cardOf(text);
    return card === undefined ? [] : [[card.handle, { ...card, text, channel }] as const];
  });
  return [...new Map(cards).values()];
}

const isEndless = (state: string): boolean => ['QUEUED', 'RUNNING', 'PAUSED'].includes(state);

/** Presses an answer twice at each open question. Returns the number of questions. */
async function answerQuestions(context: Context, choice: 'again' | 'leave'): Promise<number> {
  const label = choice === 'again' ? labels.launchAgain : labels.leaveIt;
  const messages = botMessages(await slackRecords(context)).filter(({ deleted }) => !deleted);
  const questions = openQuestions(messages);
  for (const { text, channel } of questions) {
    const handle = cardOf(text)?.handle;
    if (handle === undefined) continue;
    await press(context, { user: helperIn(channel), channel, label, handle }, 2);
  }
  return questions.length;
}
