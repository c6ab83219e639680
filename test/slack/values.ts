import type { CardView } from '../../app/domain/launch/card.ts';
import type { Requester } from '../../app/domain/launch/launch.ts';
import type { WebClient } from '@slack/web-api';
import type { SlackLog } from '../../app/slack/client/log.ts';
import { createRenderContexts } from '../../app/slack/client/render-contexts.ts';
import { createWebClient } from '../../app/slack/client/web.ts';

type Line = {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown> | undefined;
};

/** A client of a Slack that answers what a test tells it to. */
export function clientOf(
  { apiUrl }: { readonly apiUrl: string },
  { timeoutMs = 3_000, log = memoryLog() }: { timeoutMs?: number; log?: SlackLog } = {},
): WebClient {
  return createWebClient('xoxb-test', { apiUrl, timeoutMs, log });
}

/** How messages are rendered: at one time, with one token. */
export const renderContexts = (newId = () => 'token') =>
  createRenderContexts({ identity: () => undefined, clock: () => 1_700_000_000_000, newId });

/** A log a test can read. */
export function memoryLog(): SlackLog & { readonly lines: Line[] } {
  const lines: Line[] = [];
  const write = (level: string) => (message: string, fields?: Record<string, unknown>) => {
    lines.push({ level, message, fields });
  };
  return { lines, info: write('info'), warn: write('warn'), error: write('error') };
}

export const requester: Requester = { userId: 'UANA', teamId: 'T1', channel: 'C1' };

export const card: CardView = {
  launch: {
    id: 'l1',
    requestKey: 'command:1',
    handle: 'a3f9',
    state: 'accepted',
    template: { name: 'resnet-train', version: 'v7' },
    parameters: {},
    target: { project: 'ml-prod', location: 'us-central1' },
    body: { displayName: 'resnet', jobSpec: { workerPoolSpecs: [] } },
    requester,
    requestedAt: 1_700_000_000_000,
    attempts: 0,
  },
};
