// Each verb with every way to it: what is typed, what a button carries, and the surfaces of their own that some have.

import type { Verb } from '../../../../app/domain/command/verbs.ts';
import type { Action, Request } from '../../../../app/usecase/ports/interactions.ts';
import { target, type Harness } from '../../harness.ts';

/** What an act is about, made before there is a policy. */
export type Things = {
  /** A job of somebody else, in the channel that the act is about. */
  readonly handle: string;
  /** The root of its thread. */
  readonly rootTs: string;
  /** A launch of somebody else that waits for an approval there. */
  readonly waiting: string;
  /** A job that was made elsewhere. */
  readonly foreign: string;
};
/** Where somebody asks. `home` is their direct messages, from Home. */
export type Surface =
  'slash' | 'mention' | 'direct message' | 'button' | 'Home' | 'shortcut' | 'form';
type Do = (bot: Harness, request: Request, things: Things) => Promise<unknown>;
export type Way = { readonly verb: Verb; readonly surface: Surface; readonly act: Do };

type Ways = {
  readonly typed?: (things: Things) => string;
  readonly pressed?: (things: Things) => Action;
  readonly own?: Readonly<Partial<Record<Surface, Do>>>;
};

const parameters = { steps: '9' };
const template = { template: 'hello', version: 'v1' };
const list = { filter: { scope: 'all' }, turn: { to: 'older', requestedAt: 1, id: 'a' } } as const;
const audit = { filter: { sinceMs: 9 }, turn: { to: 'older', at: 1, key: 'a' } } as const;

/** Both a command and a button that carry a job. */
const job = (verb: 'status' | 'logs' | 'cancel' | 'rerun'): Ways => ({
  typed: ({ handle }) => `${verb} ${handle}`,
  pressed: ({ handle }) => ({ verb, handle }),
});

export const ways: Readonly<Record<Verb, Ways>> = {
  launch: {
    typed: () => 'launch hello steps=9',
    own: {
      form: (bot, request) =>
        bot.interactions.submitForm(
          request,
          { channel: request.requester.channel, ...template },
          { parameters },
        ),
    },
  },
  menu: { pressed: () => ({ verb: 'menu' }) },
  'launch-form': { pressed: () => ({ verb: 'launch-form', template: 'hello' }) },
  'fix-launch': {
    pressed: () => ({ verb: 'fix-launch', draft: { template: 'hello', parameters: {} } }),
  },
  'send-unchecked': { pressed: () => ({ verb: 'send-unchecked', ...template, target }) },
  'launch-anyway': { pressed: ({ handle }) => ({ verb: 'launch-anyway', handle }) },
  'not-this': { pressed: ({ handle }) => ({ verb: 'not-this', handle }) },
  'launch-again': { pressed: ({ handle }) => ({ verb: 'launch-again', handle }) },
  drop: { pressed: ({ handle }) => ({ verb: 'drop', handle }) },
  rerun: {
    ...job('rerun'),
    own: {
      form: (bot, request, { handle }) =>
        bot.interactions.submitForm(
          request,
          { channel: request.requester.channel, ...template, rerun: handle },
          { parameters },
        ),
    },
  },
  'rerun-spec': { typed: ({ foreign }) => `rerun ${foreign}` },
  'rerun-in': { pressed: ({ handle }) => ({ verb: 'rerun-in', handle, target }) },
  'rerun-bigger': {
    pressed: ({ handle }) => ({ verb: 'rerun-bigger', handle, parameter: 'steps', value: '4' }),
  },
  'rerun-form': { pressed: ({ handle }) => ({ verb: 'rerun-form', handle }) },
  cancel: job('cancel'),
  extend: { typed: ({ handle }) => `extend ${handle} 1h` },
  'extend-hour': { pressed: ({ handle }) => ({ verb: 'extend-hour', handle }) },
  'extend-more': { pressed: ({ handle }) => ({ verb: 'extend-more', handle }) },
  'keep-running': { pressed: ({ handle }) => ({ verb: 'keep-running', handle }) },
  'cancel-many': { typed: () => 'cancel template=nothing older=6h' },
  'confirm-many': { pressed: () => ({ verb: 'confirm-many', bulk: 'b1' }) },
  'leave-many': { pressed: () => ({ verb: 'leave-many', bulk: 'b1' }) },
  'let-run': { pressed: ({ handle }) => ({ verb: 'let-run', handle }) },
  approve: { pressed: ({ waiting }) => ({ verb: 'approve', handle: waiting }) },
  deny: {
    pressed: ({ waiting }) => ({ verb: 'deny', handle: waiting }),
    own: {
      form: (bot, request, { waiting }) => bot.interactions.submitDeny(request, waiting, 'no'),
    },
  },
  'approval-spec': { pressed: ({ waiting }) => ({ verb: 'approval-spec', handle: waiting }) },
  list: { typed: () => 'list', pressed: () => ({ verb: 'list', ...list }) },
  top: { typed: () => 'top' },
  status: {
    ...job('status'),
    own: {
      shortcut: (bot, request, { rootTs }) => bot.interactions.showThread(request, '/job', rootTs),
    },
  },
  logs: job('logs'),
  suppressed: { pressed: ({ handle }) => ({ verb: 'suppressed', handle }) },
  'suppressed-here': { pressed: () => ({ verb: 'suppressed-here' }) },
  watch: { typed: () => 'watch label.team=vision' },
  watches: { typed: () => 'watch' },
  'watch-all': { pressed: () => ({ verb: 'watch-all', watch: 'w1' }) },
  'watch-new': { pressed: () => ({ verb: 'watch-new', watch: 'w1' }) },
  'watch-none': { pressed: () => ({ verb: 'watch-none', watch: 'w1' }) },
  unwatch: {
    typed: () => 'unwatch label.team=vision',
    pressed: () => ({ verb: 'unwatch', watch: 'w1' }),
  },
  template: { typed: () => 'template list' },
  'template-edit': {
    typed: () => 'template edit hello',
    own: {
      form: (bot, request) =>
        bot.interactions.submitTemplate(
          request,
          { channel: request.requester.channel, name: 'mine', base: 0 },
          { text: 'name: mine', note: 'why' },
        ),
    },
  },
  'template-restore': { typed: () => 'template delete train' },
  channel: { typed: () => 'channel' },
  'channel-set': { typed: () => 'channel all' },
  lock: { typed: () => 'lock' },
  'lock-set': { typed: () => 'lock template=nothing-* the data moves' },
  unlock: { typed: () => 'unlock 1' },
  audit: {
    typed: () => 'audit',
    pressed: ({ handle }) => ({ verb: 'audit', handle }),
  },
  'audit-turn': { pressed: () => ({ verb: 'audit-turn', ...audit }) },
  policy: { typed: () => 'policy' },
  doctor: { typed: () => 'doctor' },
  'edit-message': {
    own: {
      mention: (bot, request) => bot.interactions.hearEdit(request),
      'direct message': (bot, request) => bot.interactions.hearEdit(request),
    },
  },
  help: { typed: () => 'help' },
};

/** Every way to a verb. */
export function waysTo(verb: Verb): readonly Way[] {
  const { typed, pressed, own = {} } = ways[verb];
  const say =
    (text: (things: Things) => string): Do =>
    (bot, request, things) =>
      bot.interactions.hear(request, '/job', { text: text(things) });
  const press =
    (action: (things: Things) => Action): Do =>
    (bot, request, things) =>
      bot.interactions.press(request, action(things));
  const type =
    (text: (things: Things) => string): Do =>
    (bot, request, things) =>
      bot.interactions.command(request, '/job', text(things));
  const all: Readonly<Partial<Record<Surface, Do>>> = {
    ...(typed && { slash: type(typed), mention: say(typed), 'direct message': say(typed) }),
    ...(pressed && { button: press(pressed), Home: press(pressed) }),
    ...own,
  };
  const surfaces = Object.keys(all) as readonly Surface[];
  return surfaces.flatMap((surface) => {
    const act = all[surface];
    return act === undefined ? [] : [{ verb, surface, act }];
  });
}
