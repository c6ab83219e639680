import type { Interactions } from '../../usecase/ports/interactions.ts';
import type { Answerer } from '../../usecase/ports/slack.ts';
import type { FileReader } from './file.ts';
import type { SlackLog } from '../client/log.ts';
import type { RenderContexts } from '../client/render-contexts.ts';

/** What every surface needs to pass a request on and show its answer. */
export type SurfaceDeps = {
  readonly interactions: Interactions;
  readonly answerer: Answerer;
  readonly contexts: RenderContexts;
  readonly files: FileReader;
  readonly log: SlackLog;
};

/** Acks. False if the connection of the request is gone, so the answer has to take another way. */
export async function acked(log: SlackLog, ack: () => Promise<void>): Promise<boolean> {
  try {
    await ack();
    return true;
  } catch (error) {
    log.warn('a request from Slack could not be acked', { error });
    return false;
  }
}
