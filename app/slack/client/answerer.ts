// An answer to one person is tried in every possible way, each a few times. If Slack's reply is
// lost, it may appear twice, which is better than not at all.

import type { WebClient } from '@slack/web-api';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import type { Message } from '../../../blocks/kit/message.ts';
import type { Answer } from '../../domain/answer/answer.ts';
import { backOffMs } from '../../domain/error/back-off.ts';
import type { Requester } from '../../domain/launch/launch.ts';
import type { Answerer, DeliveryOutcome } from '../../usecase/ports/slack.ts';
import { answerInWindow } from './answer-window.ts';
import { openDirectMessage } from './direct-message.ts';
import type { SlackLog } from './log.ts';
import type { RenderContexts } from './render-contexts.ts';
import { respond } from './response-url.ts';
import { sendMessage } from './send-message.ts';

type AnswererDeps = {
  readonly client: WebClient;
  readonly contexts: RenderContexts;
  readonly timeoutMs: number;
  readonly pause: (ms: number) => Promise<void>;
  readonly log: SlackLog;
};

type Way = (requester: Requester, message: Message, inPlace: boolean) => Promise<DeliveryOutcome>;

type NamedWay = readonly [name: string, way: Way];

const mostTries = 3;
const firstPauseMs = 500;
/** Whoever waits longer has given up, and the next way may work. */
const longestPauseMs = 5_000;

/**
 * Answers only the requester: by response_url (5 uses in 30 minutes), else by ephemeral message,
 * else by direct message. From Home, where there is no response_url and nobody looks at a channel:
 * in a window, else by direct message. Never throws.
 */
export function createAnswerer(deps: AnswererDeps): Answerer {
  const { client, log } = deps;
  const dm: NamedWay = [
    'direct message',
    (requester, message) => writeTo(client, log, requester, message),
  ];
  const inChannel: readonly NamedWay[] = [
    [
      'response_url',
      ({ responseUrl, threadTs }, message, inPlace) =>
        respond(responseUrl, message, { threadTs, inPlace }, deps.timeoutMs),
    ],
    ['ephemeral', (requester, message) => whisper(client, log, requester, message)],
    dm,
  ];
  const atHome: readonly NamedWay[] = [
    ['window', (requester, message) => answerInWindow(client, requester, message)],
    dm,
  ];
  return {
    async answer(requester, answer) {
      try {
        const message = renderAnswer(answer, deps.contexts.next());
        const inPlace = takesPlace(requester, answer);
        for (const [name, way] of requester.atHome === true ? atHome : inChannel) {
          const outcome = await tryWay(deps, () => way(requester, message, inPlace));
          if (outcome.kind === 'accepted') return;
          log.info('an answer could not take this way', { way: name, outcome: outcome.kind });
        }
        log.error('an answer reached nobody', {
          user: requester.userId,
          channel: requester.channel,
        });
      } catch (error) {
        log.error('an answer could not be given', { error });
      }
    },
  };
}

/** Answers that settle a question, so that its buttons disappear. */
const settling: readonly Answer['kind'][] = [
  'cancel-stored',
  'already-finished',
  'let-run',
  'launch-stored',
  'launch-waits',
  'not-launched',
];

/** Whether the answer replaces the message that was acted on: a page, or a question. */
function takesPlace({ asked }: Requester, answer: Answer): boolean {
  if (answer.kind === 'list' || answer.kind === 'audit') return answer.turned;
  return asked === true && settling.includes(answer.kind);
}

/** Tries one way again while the problem may pass; returns the last outcome. */
async function tryWay(
  { pause }: AnswererDeps,
  send: () => Promise<DeliveryOutcome>,
): Promise<DeliveryOutcome> {
  for (let tries = 1; ; tries++) {
    const outcome = await send();
    const passing = outcome.kind === 'in-doubt' || outcome.kind === 'not-sent';
    if (!passing || tries === mostTries) return outcome;
    const waitMs = outcome.retryAfterMs ?? backOffMs(tries - 1, { firstMs: firstPauseMs });
    if (waitMs > longestPauseMs) return outcome;
    await pause(waitMs);
  }
}

function whisper(
  client: WebClient,
  log: SlackLog,
  { channel, userId, threadTs }: Requester,
  message: Message,
): Promise<DeliveryOutcome> {
  return sendMessage(log, message, async (form) => {
    const where = {
      channel,
      user: userId,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    };
    const { message_ts: ts } = await client.chat.postEphemeral({ ...where, ...form });
    return { ts };
  });
}

async function writeTo(
  client: WebClient,
  log: SlackLog,
  { userId }: Requester,
  message: Message,
): Promise<DeliveryOutcome> {
  const opened = await openDirectMessage(client, userId);
  if (opened.kind !== 'opened') return opened;
  return sendMessage(log, message, (form) =>
    client.chat.postMessage({
      channel: opened.channel,
      ...form,
      unfurl_links: false,
      unfurl_media: false,
    }),
  );
}
