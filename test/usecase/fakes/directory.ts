import type { GroupFacts, UnreadGroup } from '../../../app/domain/permission/group-facts.ts';
import { failed, succeeded, type Failure } from '../../../app/domain/error/failure.ts';
import type { Person } from '../../../app/domain/permission/policy.ts';
import { opensTo, type Conversation } from '../../../app/domain/permission/viewer.ts';
import type { PostingAct } from '../../../app/domain/permission/refusal.ts';
import type { Directory, OpenChannels } from '../../../app/usecase/ports/directory.ts';

const isOpenAdmin = ({ kind, isAdmin, deactivated }: Person): boolean =>
  kind === 'member' && isAdmin && !deactivated;

/** A Slack that says who people are and what channels they see; `clock` is Unix ms. */
export function createFakeDirectory(clock: () => number) {
  const known = new Map<string, Person>();
  const people = {
    get(id: string): Person {
      const person = known.get(id);
      if (person === undefined) throw new Error(`nobody is ${id}`);
      return person;
    },
    /** A member, unless it says otherwise. */
    add(id: string, more: Partial<Person> = {}): void {
      const member = { kind: 'member', isAdmin: false, deactivated: false } as const;
      known.set(id, { id, teamId: 'T1', ...member, ...more });
    },
    change(id: string, changes: Partial<Person>): void {
      known.set(id, { ...people.get(id), ...changes });
    },
  };
  people.add('U0ANA');
  people.add('U0BO');
  people.add('U0ADMIN', { isAdmin: true });
  people.add('U0GUEST', { kind: 'guest' });
  /** Whether Slack has lately said who people are. */
  const remembers = { value: true };
  /** Why it does not say so now, if it doesn't. */
  const lookUp: { failure: Failure | undefined } = { failure: undefined };
  /** What Slack said of somebody, and when; whoever is not in it is known as they are. */
  const said = new Map<string, { readonly person: Person; readonly at: number }>();
  const postedFor: PostingAct[] = [];
  /** Whether the bot is in channels, or can join them. */
  const invited = { value: true };
  /** What channels are (public, where nothing is said), who is in private ones, and when Slack tells. */
  const membership = {
    kinds: new Map<string, Conversation>(),
    shared: new Map<string, readonly string[]>(),
    told: 'known' as 'known' | 'when-asked' | 'never',
  };
  const openTo = (userId: string, channels: readonly string[], isTold: boolean): OpenChannels => {
    if (!isTold) return { open: [], sure: channels.length === 0 };
    const shared = new Set(membership.shared.get(userId));
    const kindOf = (one: string) => membership.kinds.get(one) ?? { kind: 'public' };
    return {
      open: channels.filter((one) => opensTo(userId, one, kindOf(one), shared)),
      sure: true,
    };
  };
  /** Who has left which channel: `C0JOBS U0ANA`; and why Slack does not say so, if it doesn't. */
  const left = new Set<string>();
  const presence = {
    failure: undefined as undefined | Failure,
    looks: 0,
    /** What happens elsewhere while a look is on its way. */
    during: undefined as undefined | (() => Promise<void>),
  };
  /** Who is in which user group, and which of them Slack doesn't show, and why. */
  const groups = {
    in: new Map<string, readonly string[]>(),
    unread: new Map<string, UnreadGroup>(),
    /** Whether Slack has told of them before it is asked. */
    told: 'known' as 'known' | 'when-asked',
    /** Whether Slack never answers. */
    hang: false,
  };
  /** Why Slack doesn't list the workspace's admins, if it doesn't. */
  const admins = { unread: undefined as undefined | string };
  const groupsAsked = new Set<string>();
  const groupsOf = (id: string, asked: readonly string[]): GroupFacts => ({
    in: asked.filter((one) => !groups.unread.has(one) && groups.in.get(one)?.includes(id)),
    unread: asked.flatMap((one) => groups.unread.get(one) ?? []),
  });
  const directory: Directory = {
    groupsOf(id, asked) {
      for (const one of asked) groupsAsked.add(one);
      if (groups.hang) return Promise.withResolvers<GroupFacts>().promise;
      return Promise.resolve(groupsOf(id, asked));
    },
    knownGroupsOf: (id, asked) =>
      groups.told === 'known' || asked.every((one) => groupsAsked.has(one))
        ? groupsOf(id, asked)
        : undefined,
    membersOf(group) {
      const unread = groups.unread.get(group);
      return Promise.resolve(unread ?? { people: groups.in.get(group) ?? [] });
    },
    admins: () =>
      Promise.resolve(
        admins.unread === undefined
          ? { people: [...known.values()].filter(isOpenAdmin).map(({ id }) => id) }
          : { why: admins.unread },
      ),
    async isMember(channel, userId) {
      presence.looks += 1;
      const { failure, during } = presence;
      presence.during = undefined;
      await during?.();
      return failure === undefined ? succeeded(!left.has(`${channel} ${userId}`)) : failed(failure);
    },
    known(id, noOlderThanMs = 5 * 60_000) {
      const before = said.get(id);
      if (before === undefined) return remembers.value ? known.get(id) : undefined;
      return clock() - before.at < noOlderThanMs ? before.person : undefined;
    },
    person(id, noOlderThanMs) {
      const before = said.has(id) ? directory.known(id, noOlderThanMs) : undefined;
      if (before !== undefined) return Promise.resolve(succeeded(before));
      if (lookUp.failure !== undefined) return Promise.resolve(failed(lookUp.failure));
      const person = known.get(id);
      if (person !== undefined && said.has(id)) said.set(id, { person, at: clock() });
      return Promise.resolve(
        person === undefined
          ? failed({ kind: 'user', message: 'user_not_found' })
          : succeeded(person),
      );
    },
    knownOpenTo: (userId, channels) => openTo(userId, channels, membership.told === 'known'),
    channelsOpenTo: (userId, channels) =>
      Promise.resolve(openTo(userId, channels, membership.told !== 'never')),
    ensurePostable(_, act = 'launch') {
      postedFor.push(act);
      const why = { kind: 'not-invited', act, botName: 'vertex' } as const;
      return Promise.resolve(succeeded(invited.value ? { kind: 'yes' } : { kind: 'no', why }));
    },
  };
  return {
    directory,
    admins,
    groups,
    people,
    remembers,
    lookUp,
    said,
    postedFor,
    invited,
    membership,
    left,
    presence,
  };
}
