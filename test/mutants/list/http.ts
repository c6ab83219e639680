// Anybody can send to the bot’s port: what Slack did not sign gets no further, and nothing that arrives holds it up.

import type { Mutant, NamedTest } from '../mutant.ts';

const door = (name: string): NamedTest => ({
  file: 'test/slack/transport/http-door.test.ts',
  name,
});
const server = (name: string): NamedTest => ({ file: 'test/http/server.test.ts', name });

export const http: readonly Mutant[] = [
  {
    name: 'signature',
    why: 'anybody launches jobs over HTTP',
    file: 'app/slack/transport/http-door.ts',
    find: 'if (!isSigned(signingSecret, request.headers, body.bytes, clock())) {',
    replace: 'if (text === "never") {',
    test: door('what Slack did not sign'),
  },
  {
    name: 'signature-bytes',
    why: 'a signature of something else is good for any command',
    file: 'app/slack/transport/signature.ts',
    find: '.update(bytes)',
    replace: '',
    test: door('is a command, a mention or a challenge'),
  },
  {
    name: 'signature-compared',
    why: 'any signature of the right length is good',
    file: 'app/slack/transport/signature.ts',
    find: '&& timingSafeEqual(got, meant)',
    replace: '',
    test: door('what Slack did not sign'),
  },
  {
    name: 'signature-age',
    why: 'a request that somebody recorded is played again',
    file: 'app/slack/transport/signature.ts',
    find: '|| Number(timestamp) * 1_000 < now - longestMs',
    replace: '',
    test: door('what Slack did not sign'),
  },
  {
    name: 'no-address',
    why: 'one request ends the process',
    file: 'app/http/server.ts',
    find: 'return URL.parse(target)?.pathname;',
    replace: 'return new URL(target).pathname;',
    test: server('the server'),
  },
  {
    name: 'body-size',
    why: 'a body without end fills the memory',
    file: 'app/slack/transport/read-body.ts',
    find: "if (size > most) done({ kind: 'too-big' });",
    replace: "if (size === -1) done({ kind: 'too-big' });",
    test: door('is refused above 1 MB, before it is whole'),
  },
  {
    name: 'bodies-together',
    why: 'many bodies that never end fill the memory',
    file: 'app/slack/transport/read-body.ts',
    find: "else if (held > together) first?.({ kind: 'busy' });",
    replace: '',
    test: door('of many at once makes the oldest go'),
  },
  {
    name: 'room-for-probes',
    why: 'silent connections keep the health probe out',
    file: 'app/http/connections.ts',
    find: 'oldest(waiting, atWork)?.destroy();',
    replace: 'socket.destroy();',
    test: server('the silent make room for who asks'),
  },
  {
    name: 'first-knows-itself',
    why: 'the bot takes its own joining for somebody else’s',
    file: 'app/slack/transport/http-door.ts',
    find: 'if (known()) await handler(request, response);',
    replace: 'if (known !== undefined) await handler(request, response);',
    test: { file: 'test/slack/app.test.ts', name: 'puts Slack off until the bot knows who it is' },
  },
  {
    name: 'unstored-comes-again',
    why: 'what could not be stored is acked, and lost',
    file: 'app/slack/listeners/ack-all.ts',
    find: 'if (note.acked || note.left) return;',
    replace: 'if (note.acked) return;',
    test: { file: 'test/slack/app.test.ts', name: 'refuses an event that could not be stored' },
  },
  {
    name: 'loop-turns',
    why: 'two hundred lists asked for at once hold a health probe up',
    file: 'app/background.ts',
    find: 'await turn();',
    replace: '',
    test: { file: 'test/background.test.ts', name: 'the event loop turns before each of a crowd' },
  },
];
