import { WebClient, type WebClientOptions } from '@slack/web-api';
import { z } from 'zod';
import { classify, SlackRefusedError, SlackUnreachableError } from './errors.ts';
import { libraryLogger, type SlackLog } from './log.ts';

/** The bot's identity in Slack, from auth.test. */
export type SlackIdentity = {
  readonly botUserId: string;
  readonly botId: string | undefined;
  /** The bot's handle, as in `/invite @`. */
  readonly botName: string;
  readonly teamId: string;
  readonly teamName: string;
  /** The workspace's URL. */
  readonly url: string;
};

export type WebOptions = {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: SlackLog;
};

/**
 * Options for every Web API client: no retries (a retried post may be a duplicate; the outbox looks
 * first) and no waiting (one 429 would block every method and channel). A new object each time,
 * since clients modify it.
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

/** Creates the bot's Web API client. */
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
 * Asks Slack whose token this is. @throws SlackRefusedError if it is invalid, SlackUnreachableError
 * if Slack gave no clear answer
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

/** Distinguishes a refused token (in `variable`) from an unreachable Slack. */
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
