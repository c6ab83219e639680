// Who the workspace's admins are. Slack has no list of them for a bot, so everybody is read, page by
// page, and the answer is kept for minutes.

import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Directory, WorkspaceAdmins } from '../../../usecase/ports/directory.ts';
import { classify, errorCode } from '../errors.ts';
import { slackUser, toPerson } from './slack-user.ts';
import type { SlackIdentity } from '../web.ts';

type AdminsDeps = {
  readonly client: WebClient;
  /** Known once Slack has answered. */
  readonly identity: () => SlackIdentity | undefined;
  /** Monotonic, ms: setting the clock back must not make old facts fresh. */
  readonly monotonic: () => number;
};

/**
 * users.list allows 20 calls a minute (tier 2) and takes pages of up to 1,000:
 * https://docs.slack.dev/reference/methods/users.list
 */
const pageSize = 999;
const mostPages = 10;
const rememberedForMs = 5 * 60_000;
/** Failures are remembered, too: each launch that takes an approval asks. */
const lastingForMs = 60_000;
const passingForMs = 5_000;
/** Slack asks for seconds; what asks for more must not end all reading. */
const longestQuietMs = 60_000;

/** What only a person can change: the app's scopes. */
const lasting: ReadonlySet<string> = new Set(['missing_scope', 'not_allowed_token_type']);

type Reading = { readonly answer: WorkspaceAdmins; readonly forMs: number };

const listed = z.looseObject({
  members: z.array(z.unknown()),
  response_metadata: z.looseObject({ next_cursor: z.string().optional() }).optional(),
});

/** Asks at most once at a time; all callers share the answer. */
export function createWorkspaceAdmins(deps: AdminsDeps): Directory['admins'] {
  const { client, identity, monotonic } = deps;
  let known: { readonly answer: WorkspaceAdmins; readonly untilMs: number } | undefined;
  let asking: Promise<WorkspaceAdmins> | undefined;

  async function ask(us: SlackIdentity): Promise<WorkspaceAdmins> {
    // Slack may have looked as soon as it was asked, so its answer is that old.
    const askedAtMs = monotonic();
    const { answer, forMs } = await read(client, us);
    const sinceMs = 'why' in answer ? monotonic() : askedAtMs;
    known = { answer, untilMs: sinceMs + forMs };
    return answer;
  }

  return async () => {
    if (known !== undefined && monotonic() < known.untilMs) return known.answer;
    const us = identity();
    if (us === undefined) return { why: 'Slack has not answered yet' };
    asking ??= ask(us).finally(() => (asking = undefined));
    return asking;
  };
}

async function read(client: WebClient, us: SlackIdentity): Promise<Reading> {
  const people: string[] = [];
  let cursor: string | undefined;
  try {
    for (let page = 0; page < mostPages; page++) {
      const question = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
      const answer = listed.safeParse(await client.users.list(question));
      if (!answer.success) return unread('Slack lists them in a way I can’t read', passingForMs);
      people.push(...answer.data.members.flatMap((one) => adminIn(one, us)));
      cursor = answer.data.response_metadata?.next_cursor;
      if (cursor === undefined || cursor === '') {
        return { answer: { people }, forMs: rememberedForMs };
      }
    }
    const most = (mostPages * pageSize).toLocaleString('en-US');
    return unread(`the workspace has more than ${most} accounts`, rememberedForMs);
  } catch (error) {
    return failureOf(error);
  }
}

/** Whoever is described in a way that can't be read is nobody to call. */
function adminIn(member: unknown, us: SlackIdentity): readonly string[] {
  const parsed = slackUser.safeParse(member);
  if (!parsed.success) return [];
  const { id, kind, isAdmin, deactivated } = toPerson(parsed.data, us);
  return kind === 'member' && isAdmin && !deactivated ? [id] : [];
}

function unread(why: string, forMs: number): Reading {
  return { answer: { why }, forMs };
}

function failureOf(error: unknown): Reading {
  const code = errorCode(error);
  if (code !== undefined && lasting.has(code)) return unread(code, lastingForMs);
  const refusal = classify(error);
  const asked = 'retryAfterMs' in refusal ? refusal.retryAfterMs : undefined;
  const forMs = Math.min(Math.max(passingForMs, asked ?? 0), longestQuietMs);
  return unread('why' in refusal ? refusal.why : refusal.kind, forMs);
}
