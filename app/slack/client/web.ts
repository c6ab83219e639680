import { WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { classify, SlackRefusedError, SlackUnreachableError } from './errors.ts';
import { libraryLogger, type SlackLog } from './log.ts';

/** Who we are in Slack, as auth.test says. */
export type SlackIdentity = {
  readonly botUserId: string;
  readonly botId: string | undefined;
  /** The bot's handle, as typed after `/invite @`. */
  readonly botName: string;
  readonly teamId: string;
  readonly teamName: string;
  /** The workspace's address. */
  readonly url: string;
};

export type WebOptions = {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: SlackLog;
};

/**
 * The options of every Web API client here: no retry of its own (a retried post is a doubled one; the outbox looks first) and no
 * silent waiting (one 429 would hold up every method and channel). A new object each time: clients write into what they are given.
 */
export function webClientOptions({ apiUrl, timeoutMs, log }: WebOptions): WebClientOptions {
  return {
    slackApiUrl: apiUrl,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: libraryLogger(log),
  };
}

/** The bot's Web API client. */
export function createWebClient(botToken: string, options: WebOptions): WebClient {
  return new WebClient(botToken, webClientOptions(options));
}

const authTest = z.looseObject({
  user_id: z.string(),
  bot_id: z.string().optional(),
  user: z.string(),
  team_id: z.string(),
  team: z.string(),
  url: z.string(),
});

/**
 * Asks Slack who the token belongs to.
 * @throws SlackRefusedError when it belongs to nobody (any more), SlackUnreachableError when Slack gave no clear answer.
 */
export async function whoAmI(client: WebClient): Promise<SlackIdentity> {
  try {
    const said = authTest.parse(await client.auth.test());
    return {
      botUserId: said.user_id,
      botId: said.bot_id,
      botName: said.user,
      teamId: said.team_id,
      teamName: said.team,
      url: said.url,
    };
  } catch (error) {
    throw connectError(error, 'SLACK_BOT_TOKEN');
  }
}

/** Tells a refusal of the token in `variable` from a Slack that can't be reached. */
export function connectError(
  error: unknown,
  variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN',
): SlackRefusedError | SlackUnreachableError {
  if (error instanceof SlackRefusedError || error instanceof SlackUnreachableError) return error;
  const refusal = classify(error);
  if (refusal.kind === 'app-refused') {
    return new SlackRefusedError(
      `Slack refuses the token in ${variable} (${refusal.why}): set the current token of an installed app.`,
    );
  }
  const why = 'why' in refusal ? refusal.why : refusal.kind;
  return new SlackUnreachableError(
    `Slack does not answer: ${why}.`,
    'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined,
  );
}
