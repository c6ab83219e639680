// One bot with a policy in force, a job and a launch that waits in two channels, and people of each kind who do something there.

import { writeJson } from '../../../../app/domain/text/json.ts';
import type { Verb } from '../../../../app/domain/command/verbs.ts';
import type { Tree, Who } from '../../../domain/permission/naive-reading.ts';
import { createHarness, requester, type Harness } from '../../harness.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  yaml,
} from '../../template/template-interactions.ts';
import { verdictBy, type Verdict } from './reading.ts';
import { waysTo, ways, type Things, type Way } from './ways.ts';

export const open = 'C0OPEN';
export const secret = 'C0SECRET';
export const owner = 'U0OWNER';

/** Where the job is, and whether who acts is there. Who isn’t in the private channel asks in the public one. */
export const places = ['public', 'private, in it', 'private, not in it'] as const;
type Place = (typeof places)[number];
export type Kinds = Readonly<Record<string, Who>>;
export type Cell = {
  readonly cell: string;
  readonly verb: Verb;
  readonly verdict: Verdict | 'nothing';
  readonly expected: Verdict;
};

export const verbsHere = Object.keys(ways) as readonly Verb[];
export const allWays = verbsHere.flatMap(waysTo);

async function createWorld(tree: Tree, kinds: Kinds) {
  const bot = await createHarness();
  await createTemplateInteractions(bot).keep('train', yaml());
  const foreign = addForeignJob(bot);
  bot.people.add(owner);
  const inGroup = Object.values(kinds).filter(({ groups }) => groups.length > 0);
  // The owner may launch under each policy, so that what waits goes on waiting.
  bot.groups.in.set('S0ML', [owner, 'U0REMOVED', ...inGroup.map(({ id }) => id)]);
  for (const { id, kind, isAdmin, deactivated } of Object.values(kinds)) {
    bot.people.add(id, { kind, isAdmin, deactivated });
    bot.membership.kinds.set(`D0${id}`, { kind: 'direct', userId: id });
  }
  bot.membership.kinds.set(secret, { kind: 'private' });

  let steps = 100;
  const launch = async (channel: string): Promise<string> => {
    const text = `launch hello steps=${++steps}`;
    const answer = await bot.decided(bot.type(text, owner, `k${steps}`, channel));
    if (answer === undefined || !('handle' in answer)) throw new Error('nothing was launched');
    return answer.handle;
  };
  /** A launch that waits for its approval. */
  const ask = async (channel: string): Promise<string> => {
    bot.setPolicy({});
    bot.file.approve = {};
    const handle = await launch(channel);
    delete bot.file.approve;
    bot.setPolicy(tree);
    return handle;
  };
  const make = async (channel: string): Promise<Things> => {
    bot.setPolicy({});
    const handle = await launch(channel);
    await bot.wait(3_000);
    await bot.poll();
    const root = bot.roots().find((one) => one.channel === channel);
    return { handle, rootTs: root?.ts ?? '', foreign, waiting: await ask(channel) };
  };
  const things = { [open]: await make(open), [secret]: await make(secret) };
  // Somebody who was in the group and in the private channel, and was let through.
  bot.membership.shared.set('U0REMOVED', [secret]);
  await bot.ask('list', 'U0REMOVED', 'before', secret);
  bot.groups.in.set('S0ML', [owner, ...inGroup.map(({ id }) => id)]);
  bot.skip(1_000);
  return { bot, things, ask };
}

/** All ways and kinds under a policy. The place is the next one for each, and another one under the next policy. */
export async function cellsOf(nth: number, tree: Tree, kinds: Kinds): Promise<readonly Cell[]> {
  const { bot, things, ask } = await createWorld(tree, kinds);
  const cells: Cell[] = [];
  for (const [w, way] of allWays.entries()) {
    for (const [k, [kind, who]] of Object.entries(kinds).entries()) {
      const place = places[(w + k + nth) % places.length] ?? 'public';
      const jobChannel = place === 'public' ? open : secret;
      const its = things[jobChannel];
      const key = `cell${cells.length}`;
      const { verdict, isDecided, expected } = await tryIt(bot, {
        tree,
        way,
        who,
        place,
        its,
        key,
      });
      if (isDecided) things[jobChannel] = { ...its, waiting: await ask(jobChannel) };
      const cell = [way.verb, way.surface, kind, place].join(' · ');
      cells.push({ cell, verb: way.verb, verdict, expected });
    }
  }
  return cells;
}

type Trial = {
  readonly tree: Tree;
  readonly way: Way;
  readonly who: Who;
  readonly place: Place;
  readonly its: Things;
  readonly key: string;
};

async function tryIt(bot: Harness, { tree, way, who, place, its, key }: Trial) {
  const { verb, surface, act } = way;
  const isIn = place !== 'private, not in it';
  const jobChannel = place === 'public' ? open : secret;
  const isDirect = surface === 'direct message' || surface === 'Home';
  const channel = isDirect ? `D0${who.id}` : isIn ? jobChannel : open;
  bot.membership.shared.set(who.id, place === 'private, in it' ? [secret] : []);
  const home = surface === 'Home' ? ({ atHome: true, window: { trigger: 't' } } as const) : {};
  const request = {
    key,
    trigger: key,
    requester: { ...requester, userId: who.id, channel, ...home },
  };
  const [before, shown] = [bot.answers.length, bot.shown.length];
  const acked = await act(bot, request, its);
  await bot.answered();
  for (const work of [bot.launches, bot.votes, bot.cancels, bot.watches]) await work();
  // One at a time.
  while (verb === 'watch' && (await bot.watches()) > 0);
  const answers = bot.answers.filter(
    (_, at) => at >= before && bot.answeredTo[at]?.userId === who.id,
  );
  const heard = [acked, ...answers, ...bot.shown.slice(shown)].filter(isObject);
  const isShortcut = surface === 'shortcut';
  const asked = { verb, channel, jobChannel, isIn, atHome: surface === 'Home' };
  return {
    verdict: verdictOf(heard, isShortcut),
    isDecided: answers.some(({ kind }) => kind === 'voted'),
    expected: verdictBy(tree, who, { ...asked, isForm: surface === 'form', isShortcut }),
  };
}

const isObject = (one: unknown): one is object => typeof one === 'object' && one !== null;

const refusal = /^"?(?:not-granted|no-permission|no-member|account-deactivated)"?$/;

/** What somebody heard, as an answer, in a window or at a field of a form. */
function verdictOf(heard: readonly object[], isShortcut: boolean): Verdict | 'nothing' {
  const kinds = heard.map((one) => kindsOf(one));
  if (heard.length === 0) return 'nothing';
  if (kinds.some(([kind, problem]) => kind === 'refused' || refusal.test(problem)))
    return 'refused';
  if (writeJson(heard).includes('"no-such-job"')) return 'hidden';
  // A message that is in no job’s thread is answered with help.
  if (isShortcut && kinds.some(([kind]) => kind === 'help')) return 'hidden';
  return kinds.some(([kind]) => kind === 'outline') ? 'outline' : 'done';
}

/** Its own kind, and that of the problem that a form is given back with. */
function kindsOf(one: object): readonly [string, string] {
  const kindIn = (value: unknown): string =>
    isObject(value) && 'kind' in value ? String(value.kind) : '';
  const { problem, problems }: { problem?: unknown; problems?: unknown } = one;
  const whole = isObject(problems) && 'whole' in problems ? problems.whole : undefined;
  return [kindIn(one), kindIn(problem) || kindIn(whole)];
}
