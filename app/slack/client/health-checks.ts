// Checks of the connection to Slack for `doctor`. They change nothing: a channel that could be
// joined isn't joined.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { ChannelCheck, SlackAccount } from '../../domain/doctor/checkup.ts';
import { failed, succeeded, type Result } from '../../domain/error/failure.ts';
import type { HealthChecks } from '../../usecase/ports/slack.ts';
import { errorCode, readFailure } from './errors.ts';
import { inTime } from './in-time.ts';
import { neededScopes } from './scopes.ts';
import { standingIn } from './standing.ts';

type HealthCheckDeps = {
  readonly client: WebClient;
  readonly mode: SlackAccount['mode'];
  /** Whether Slack's requests can arrive. */
  readonly connected: () => boolean;
  /** Whether direct messages arrive; undefined if not known. */
  readonly hearsMessages: () => boolean | undefined;
};

/** Somebody is waiting for the answer, so a hanging Slack must not delay it. */
const patienceMs = 5_000;

const authTest = z.looseObject({
  user: z.string(),
  team: z.string(),
  // The client puts the header x-oauth-scopes here.
  response_metadata: z
    .looseObject({ scopes: z.array(z.string()).optional() })
    .optional()
    .catch(undefined),
});

/** Asks Slack each time, for at most five seconds. */
export function createHealthChecks(deps: HealthCheckDeps): HealthChecks {
  return {
    account: () => patiently('Slack did not say who I am', readAccount(deps)),
    channel: (id) => patiently(`Slack did not say how things stand here`, readChannel(deps, id)),
  };
}

async function patiently<T>(what: string, look: Promise<Result<T>>): Promise<Result<T>> {
  const done = await inTime(look, patienceMs);
  if (done.inTime) return done.value;
  const message = `${what}: no answer within ${patienceMs / 1_000} s.`;
  return failed({ kind: 'transient', message });
}

async function readAccount(deps: HealthCheckDeps): Promise<Result<SlackAccount>> {
  try {
    const said = authTest.safeParse(await deps.client.auth.test());
    if (!said.success) return failed(unreadable);
    const { user, team, response_metadata } = said.data;
    const granted = response_metadata?.scopes;
    return succeeded({
      botName: user,
      teamName: team,
      mode: deps.mode,
      connected: deps.connected(),
      hearsMessages: deps.hearsMessages(),
      missingScopes: granted && neededScopes.filter((scope) => !granted.includes(scope)),
    });
  } catch (error) {
    return failed(readFailure('Slack did not say who I am', error));
  }
}

async function readChannel(
  { client }: HealthCheckDeps,
  channel: string,
): Promise<Result<ChannelCheck>> {
  try {
    const { channel: said } = await client.conversations.info({ channel });
    const standing = standingIn(said);
    return standing === undefined ? failed(unreadable) : succeeded(standing);
  } catch (error) {
    // Slack hides it from the bot: a private channel, or a conversation between people.
    return errorCode(error) === 'channel_not_found'
      ? succeeded('invisible')
      : failed(readFailure('Slack did not say how things stand here', error));
  }
}

const unreadable = {
  kind: 'transient',
  message: 'Slack answered in a form I can’t read.',
} as const;
