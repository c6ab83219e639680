// What an answer of Slack’s or Vertex’s means, or that there is none: certain is only what is certain.

import type { Mutant, NamedTest } from './mutant.ts';

const errors = (name: string): NamedTest => ({ file: 'test/slack/errors.test.ts', name });
const announcing = (name: string): NamedTest => ({ file: 'test/slack/announcer.test.ts', name });

export const platforms: readonly Mutant[] = [
  {
    name: 'slack-429',
    why: 'a post that a 429 let through is told twice',
    file: 'app/slack/errors.ts',
    find: "return { kind: 'in-doubt', why: 'ratelimited', retryAfterMs:",
    replace: "return { kind: 'not-sent', why: 'ratelimited', retryAfterMs:",
    test: errors('takes a 429 as possibly posted, and keeps Retry-After'),
  },
  {
    name: 'slack-retry-after',
    why: 'a throttled bot does not wait as long as Slack says',
    file: 'app/slack/errors.ts',
    find: 'error.retryAfter * 1_000 }',
    replace: '0 }',
    test: errors('takes a 429 as possibly posted, and keeps Retry-After'),
  },
  {
    name: 'slack-reset',
    why: 'a post whose answer was lost is told twice',
    file: 'app/slack/errors.ts',
    find: "return syscall === 'connect' || syscall === 'getaddrinfo' ||",
    replace: "return syscall !== 'x' ||",
    test: errors('what an error means for the message'),
  },
  {
    name: 'slack-own-message',
    why: 'somebody’s forgery makes the bot believe that it has told something',
    file: 'app/slack/find-delivery.ts',
    find: 'return ours && metadata',
    replace: 'return metadata',
    test: announcing('believes only messages of its own'),
  },
  {
    name: 'slack-half-look',
    why: 'half a page of history counts as proof that nothing was posted',
    file: 'app/slack/find-delivery.ts',
    find: "if (answer.messages === undefined) throw new HalfLook('a page without messages');",
    replace: 'if (answer.messages === undefined) return;',
    test: announcing('a page without messages proves nothing'),
  },
  {
    name: 'slack-next-page',
    why: 'what was posted before many others is not found, and told again',
    file: 'app/slack/find-delivery.ts',
    find: 'cursor = answer.response_metadata?.next_cursor;',
    replace: "cursor = '';",
    test: announcing('reads a thread page by page'),
  },
  {
    name: 'slack-unreadable',
    why: 'a history that is closed to the bot holds its news for ever',
    file: 'app/slack/find-delivery.ts',
    find: "return { kind: 'unreadable', why: code };",
    replace: "return { kind: 'unclear', why: code };",
    test: announcing('a look that ends with not_in_channel is unreadable'),
  },
  {
    name: 'vertex-redirect',
    why: 'a redirect sends a create twice, and its token elsewhere',
    file: 'app/vertex/request.ts',
    find: "redirect: 'error',",
    replace: '',
    test: { file: 'test/vertex/client-create.test.ts', name: 'a redirect' },
  },
  {
    name: 'vertex-retry-after',
    why: 'Vertex is asked again before it wants to be',
    file: 'app/vertex/retry.ts',
    find: 'Math.max(backoffMs, result.failure.retryAfterMs ?? 0)',
    replace: 'backoffMs',
    test: { file: 'test/vertex/retry.test.ts', name: 'no sooner than Retry-After' },
  },
  {
    name: 'vertex-proxy-404',
    why: 'a proxy’s 404 makes a running job a deleted one',
    file: 'app/vertex/errors.ts',
    after: 'if (!body.success) {',
    find: 'retryAfterMs,',
    replace: 'retryAfterMs, httpStatus,',
    test: { file: 'test/vertex/client.test.ts', name: 'a proxy’s 404 is no missing job' },
  },
  {
    name: 'vertex-odd-entry',
    why: 'one job in a form we can’t read stops its whole region',
    file: 'app/vertex/client.ts',
    find: 'if (job === undefined) odd.push(nameOfOdd(listed));',
    replace: "if (job === undefined) throw new Error('odd');",
    test: { file: 'test/vertex/client-list.test.ts', name: 'an entry that can’t be read' },
  },
];
