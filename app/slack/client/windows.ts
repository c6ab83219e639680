import type { WebClient } from '@slack/web-api';
import { renderWindow } from '../../../blocks/answer/window.ts';
import { failed, succeeded, type Result } from '../../domain/error/failure.ts';
import type { Windows } from '../../usecase/ports/slack.ts';
import { errorCode, readFailure } from './errors.ts';
import type { RenderContexts } from './render-contexts.ts';

/**
 * A window must be opened within 3 s of the click:
 * https://docs.slack.dev/interactivity/handling-user-interaction#modal_responses
 */
const tooLate: readonly string[] = ['expired_trigger_id', 'exchanged_trigger_id'];
/** Closed, or changed by somebody faster: the content isn't wanted any more. */
const notWanted: readonly string[] = ['not_found', 'hash_conflict'];

/** Opens and changes windows. Each call sends one request, once. */
export function createWindows(deps: {
  readonly client: WebClient;
  readonly contexts: RenderContexts;
}): Windows {
  const { client, contexts } = deps;
  return {
    open: (trigger_id, window) =>
      attempt(() => client.views.open({ trigger_id, view: renderWindow(window, contexts.next()) })),
    async openAnswer(trigger_id, answer, channel) {
      try {
        const view = renderWindow({ kind: 'answer', answer, channel }, contexts.next());
        const opened = await client.views.open({ trigger_id, view });
        const id = opened.view?.id;
        return id === undefined
          ? failed({ kind: 'transient', message: 'Slack did not say which window it opened.' })
          : succeeded(id);
      } catch (error) {
        return failed(readFailure('Slack did not open it', error));
      }
    },
    replace: ({ id, hash }, window) =>
      attempt(() =>
        client.views.update({ view_id: id, hash, view: renderWindow(window, contexts.next()) }),
      ),
    push: (trigger_id, window) =>
      attempt(() => client.views.push({ trigger_id, view: renderWindow(window, contexts.next()) })),
  };
}

async function attempt(send: () => Promise<unknown>): Promise<Result<undefined>> {
  try {
    await send();
    return succeeded(undefined);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (notWanted.includes(code)) return succeeded(undefined);
    return tooLate.includes(code)
      ? failed({ kind: 'user', message: 'it took longer than the 3 s that Slack allows' })
      : failed(readFailure('Slack did not open it', error));
  }
}
