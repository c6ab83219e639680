import { createHash } from 'node:crypto';
import type { WebClient } from '@slack/web-api';
import { homeFingerprint, renderHome } from '../../../blocks/home/home.ts';
import type { HomePages, PublishOutcome } from '../../usecase/ports/store/home.ts';
import { classify, errorCode } from './errors.ts';
import type { RenderContexts } from './render-contexts.ts';

/** views.publish errors about the page: https://docs.slack.dev/reference/methods/views.publish */
const pageRefused: readonly string[] = [
  'invalid_arguments',
  'invalid_blocks',
  'view_too_large',
  'duplicate_external_id',
];
/** Errors about the person or the app's settings: no retry until Home is opened again. */
const noHome: readonly string[] = [
  'not_enabled',
  'user_not_found',
  'user_not_visible',
  'user_disabled',
  'users_not_found',
];

/** Publishes Home tabs. Each call sends one request, once. */
export function createHomePages(deps: {
  readonly client: WebClient;
  readonly contexts: RenderContexts;
}): HomePages {
  const { client, contexts } = deps;
  return {
    fingerprint: (page) =>
      createHash('sha256').update(homeFingerprint(page, contexts.next())).digest('base64url'),

    async publish({ userId, channel, mark }, page) {
      const view = renderHome(page, channel, contexts.next());
      try {
        const hash = mark === undefined ? {} : { hash: mark };
        const said = await client.views.publish({ user_id: userId, ...hash, view });
        return { kind: 'published', mark: said.view?.hash };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}

function outcomeOf(error: unknown): PublishOutcome {
  const code = errorCode(error) ?? '';
  if (code === 'hash_conflict') return { kind: 'conflict' };
  if (pageRefused.includes(code)) return { kind: 'page-refused', why: code };
  if (noHome.includes(code)) return { kind: 'no-home', why: code };
  const refusal = classify(error);
  switch (refusal.kind) {
    case 'app-refused':
      return { kind: 'app-refused', why: refusal.why };
    case 'in-doubt':
    case 'not-sent':
      return { kind: 'in-doubt', why: refusal.why, retryAfterMs: refusal.retryAfterMs };
    case 'message-refused':
    case 'channel-refused':
      return { kind: 'page-refused', why: refusal.why };
    case 'root-gone':
      return { kind: 'in-doubt', why: code };
  }
}
