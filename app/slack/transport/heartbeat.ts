import type { WebClient } from '@slack/web-api';
import type { SlackLog } from '../client/log.ts';
import { whoAmI } from '../client/web.ts';

/** Whether Slack accepts the token and answers, asked regularly: an idle bot wouldn't notice. */
interface Heartbeat {
  start(): void;
  beats(): boolean;
  stop(): void;
}

/** Asks every `intervalMs`; a change is logged once. */
export function createHeartbeat(deps: {
  readonly client: WebClient;
  readonly intervalMs: number;
  readonly log: SlackLog;
}): Heartbeat {
  let alive = true;
  let timer: NodeJS.Timeout | undefined;

  async function beat(): Promise<void> {
    try {
      await whoAmI(deps.client);
      if (!alive) deps.log.info('Slack answers again');
      alive = true;
    } catch (error) {
      if (alive) deps.log.error('Slack does not let the bot in', { error });
      alive = false;
    }
  }

  return {
    start() {
      timer ??= setInterval(() => void beat(), deps.intervalMs).unref();
    },
    beats: () => alive,
    stop: () => clearInterval(timer),
  };
}
