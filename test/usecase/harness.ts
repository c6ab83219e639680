// The use cases on a real SQLite database, with hand-driven time and stand-ins for the two platforms' ports that keep books.

import type { Answer } from '../../app/domain/command/answer.ts';
import type { CardView } from '../../app/domain/notification/card.ts';
import type { BrokenTemplate, ChannelCheck } from '../../app/domain/doctor/checkup.ts';
import type { ChannelAct } from '../../app/domain/notification/channel-act.ts';
import {
  isChannelAct,
  type DigestView,
  type JobDigest,
} from '../../app/domain/notification/digest.ts';
import { failed, succeeded, type Failure, type Result } from '../../app/domain/error/failure.ts';
import type { LogReading } from '../../app/domain/logs/job-log.ts';
import type { CustomJobBody, JobKey, Observation, Target } from '../../app/domain/job/job.ts';
import { createPolicy, type Person } from '../../app/domain/permission/policy.ts';
import type { Requester } from '../../app/domain/launch/launch.ts';
import { parseTemplate } from '../../app/domain/template/parse-template.ts';
import type { PriceList } from '../../app/domain/cost/price-list.ts';
import type { NoticeView } from '../../app/domain/notification/root.ts';
import { isTerminal } from '../../app/domain/job/state.ts';
import type { Template } from '../../app/domain/template/template.ts';
import type { Update } from '../../app/domain/notification/update.ts';
import { opensTo, type Conversation } from '../../app/domain/permission/viewer.ts';
import { createStore } from '../../app/store/store.ts';
import { createTemplateText } from '../../app/templates/thread.ts';
import { accept } from '../../app/usecase/launch/accept-launch.ts';
import { acceptWatch } from '../../app/usecase/watch/accept-watch.ts';
import { createInteractions } from '../../app/usecase/request/interactions.ts';
import { makeDigest } from '../../app/usecase/notification/daily-digest.ts';
import { deliver } from '../../app/usecase/notification/deliver.ts';
import { acceptCancel, followCancel } from '../../app/usecase/launch/follow-cancel.ts';
import { withoutSums, type HomePage } from '../../app/domain/home/home.ts';
import type { OddEntries } from '../../app/domain/job/target-health.ts';
import type { HomePages, PublishOutcome } from '../../app/usecase/ports/home.ts';
import { createHomePublisher } from '../../app/usecase/home/publish-home.ts';
import { followWatch } from '../../app/usecase/watch/follow-watch.ts';
import type { JobLogs, LogQuery } from '../../app/usecase/ports/job-logs.ts';
import type {
  Announcer,
  Answerer,
  DeliveryOutcome,
  Directory,
  HealthChecks,
  OpenChannels,
  OpenedDirect,
  Postability,
  PostingAct,
  Reply,
  Lookup,
  Window,
  Windows,
} from '../../app/usecase/ports/slack.ts';
import { lookFor, recover, submit } from '../../app/usecase/launch/submit-launch.ts';
import { pollTarget } from '../../app/usecase/poll/poll-target.ts';
import type { Templates } from '../../app/usecase/ports/templates.ts';
import { createTemplates } from '../../app/usecase/template/templates.ts';
import { tellUnkept } from '../../app/usecase/request/tell-unkept.ts';
import { tellDirectly } from '../../app/usecase/notification/tell-directly.ts';
import { tellLogTail } from '../../app/usecase/logs/tell-log-tail.ts';
import type { Vertex } from '../../app/usecase/ports/vertex.ts';

export const target: Target = { project: 'ml-prod', location: 'us-central1' };
export const requester = { userId: 'U0ANA', teamId: 'T1', channel: 'C0JOBS' };
const second = 1_000;

export const settings = {
  leaseMs: 60 * second,
  vertexTimeoutMs: 30 * second,
  slackTimeoutMs: 10 * second,
  quarantineMs: 180 * second,
  escalateMs: 300 * second,
  resendMs: 30 * second,
  tailPauseMs: 15 * second,
};

/** A Vertex that remembers; `onCreate` and `onCancel` may fail a call, before or after it took effect. */
export function createBooksVertex(now: () => number) {
  const jobs = new Map<string, Observation>();
  const creates: CustomJobBody[] = [];
  const cancels: JobKey[] = [];
  const script = {
    onCreate: undefined as undefined | { failure: Failure; recorded: boolean },
    onCancel: undefined as undefined | Failure,
    onList: undefined as undefined | Failure,
    onGet: undefined as undefined | Failure,
    /** What of a list can't be read. */
    odd: undefined as undefined | OddEntries,
    skewMs: undefined as undefined | number,
    /** What happens elsewhere while a create is on its way. */
    duringCreate: undefined as undefined | (() => Promise<void>),
    /** What happens elsewhere while a list, made before it, is on its way. */
    duringList: undefined as undefined | (() => Promise<void>),
  };
  const set = (id: string, change: Partial<Observation>): void => {
    const job = jobs.get(id);
    if (job === undefined) throw new Error(`no job ${id}`);
    jobs.set(id, { ...job, updateTime: now(), ...change });
  };
  const vertex: Vertex = {
    async create(at, body) {
      creates.push(body);
      const meanwhile = script.duringCreate;
      script.duringCreate = undefined;
      await meanwhile?.();
      const fault = script.onCreate;
      script.onCreate = undefined;
      if (fault !== undefined && !fault.recorded) return Promise.resolve(failed(fault.failure));
      const id = String(9007199254740993000n + BigInt(jobs.size));
      const job: Observation = {
        key: { projectNumber: '123', location: at.location, id },
        name: `projects/123/locations/${at.location}/customJobs/${id}`,
        displayName: body.displayName,
        state: 'PENDING',
        createTime: now(),
        updateTime: now(),
        labels: body.labels ?? {},
      };
      jobs.set(id, job);
      return Promise.resolve(fault === undefined ? succeeded(job) : failed(fault.failure));
    },
    get(key) {
      if (script.onGet !== undefined) return Promise.resolve(failed(script.onGet));
      const job = jobs.get(key.id);
      const missing: Failure = { kind: 'user', message: 'not found', httpStatus: 404 };
      return Promise.resolve(job === undefined ? failed(missing) : succeeded(job));
    },
    cancel(key) {
      cancels.push(key);
      const failure = script.onCancel;
      script.onCancel = undefined;
      if (failure !== undefined) return Promise.resolve(failed(failure));
      set(key.id, { state: 'CANCELLING' });
      return Promise.resolve(succeeded(undefined));
    },
    async listUnfinished(_, createdSince) {
      if (script.onList !== undefined) return failed(script.onList);
      const { odd, skewMs = 0 } = script;
      const listed = [...jobs.values()].filter(
        ({ state, createTime }) => !isTerminal(state) || createTime > createdSince,
      );
      const serverTime = now() + skewMs;
      const meanwhile = script.duringList;
      script.duringList = undefined;
      await meanwhile?.();
      return succeeded({ jobs: listed, serverTime, odd });
    },
    clockSkewMs: () => script.skewMs,
    findLaunch(_, launchId) {
      const found = [...jobs.values()].filter((job) => job.labels['launch-id'] === launchId);
      return Promise.resolve(succeeded({ jobs: found, serverTime: now(), odd: script.odd }));
    },
  };
  const logReads: LogQuery[] = [];
  const log: { reading: Result<LogReading> } = {
    reading: succeeded({ entries: [], more: false, cutShort: false }),
  };
  const logs: JobLogs = {
    read(query) {
      logReads.push(query);
      return Promise.resolve(log.reading);
    },
  };
  return {
    vertex,
    logs,
    log,
    logReads,
    jobs,
    creates,
    cancelCalls: cancels,
    vertexScript: script,
    set,
  };
}

export type Post = {
  readonly channel: string;
  readonly ts: string;
  readonly rootTs?: string | undefined;
  readonly deliveryId: string;
  readonly kinds: readonly string[];
  readonly possiblyRepeated: boolean;
  readonly broadcast?: boolean;
  /** A digest names what it tells. */
  readonly named?: boolean;
};

type Fault = { readonly outcome: DeliveryOutcome | 'crash'; readonly recorded: boolean };

/** A Slack that remembers; the next posts meet `faults` in turn, before or after they were recorded. */
export function createBooksSlack() {
  const posts: Post[] = [];
  const edits: string[] = [];
  const answers: Answer[] = [];
  const answered: Requester[] = [];
  const digests: (DigestView & { readonly digest: JobDigest })[] = [];
  const acts: ChannelAct[] = [];
  const faults: Fault[] = [];
  const directFaults: Fault[] = [];
  /** What was said in direct messages, and may not stand there. */
  const notices: NoticeView[] = [];
  const script = {
    find: undefined as undefined | Lookup,
    /** How the next conversations can be opened; all is well when there are no more. */
    opens: [] as OpenedDirect[],
    /** What happens elsewhere while a look is on its way. */
    duringFind: undefined as undefined | (() => Promise<void>),
    /** What happens elsewhere while a post is on its way. */
    duringPost: undefined as undefined | (() => Promise<void>),
    /** How often Slack does not let a message be taken away. */
    failedWithdrawals: 0,
    /** What happens elsewhere while the edit of a card is on its way. */
    duringEdit: undefined as undefined | (() => Promise<void>),
  };
  let nextTs = 1;

  const post = async (one: Omit<Post, 'ts'>, met = faults): Promise<DeliveryOutcome> => {
    const meanwhile = script.duringPost;
    script.duringPost = undefined;
    await meanwhile?.();
    const fault = met.shift();
    const ts = `${nextTs++}.0`;
    if (fault === undefined || fault.recorded) posts.push({ ...one, ts });
    if (fault?.outcome === 'crash') return Promise.reject(new Error('killed'));
    return Promise.resolve(fault?.outcome ?? { kind: 'accepted', ts });
  };
  const updates: Update[] = [];
  const cards: CardView[] = [];
  const kindsOf = ({ updates }: Reply): readonly string[] =>
    updates.map((update) =>
      update.kind === 'job' ? `${update.change.kind}:${update.change.to}` : update.kind,
    );
  const announcer: Announcer = {
    postRoot(channel, root, deliveryId, possiblyRepeated) {
      if (root.kind === 'notice') {
        notices.push(root.notice);
        const kinds = [`notice:${root.notice.kind}`];
        return post({ channel, deliveryId, kinds, possiblyRepeated }, directFaults);
      }
      if (root.kind === 'digest') {
        const { digest } = root.digest;
        if (isChannelAct(digest)) acts.push(digest);
        else digests.push({ ...root.digest, digest });
      } else cards.push(root.card);
      const kinds = [root.kind === 'card' ? 'root' : root.digest.digest.kind];
      return post({ channel, deliveryId, kinds, possiblyRepeated });
    },
    postReply(channel, rootTs, reply: Reply, deliveryId) {
      updates.push(...reply.updates);
      return post({
        channel,
        rootTs,
        deliveryId,
        kinds: kindsOf(reply),
        possiblyRepeated: reply.possiblyRepeated,
        ...(reply.broadcast === true ? { broadcast: true } : {}),
        ...(reply.named === true ? { named: true } : {}),
      });
    },
    editReply(_, ts, reply) {
      updates.push(...reply.updates);
      const fault = faults.shift();
      const at = posts.findIndex((one) => one.ts === ts);
      const [before] = posts.slice(at, at + 1);
      if (before !== undefined && (fault === undefined || fault.recorded)) {
        posts[at] = {
          ...before,
          kinds: kindsOf(reply),
          possiblyRepeated: reply.possiblyRepeated,
          ...(reply.named === true ? { named: true } : {}),
        };
      }
      if (fault?.outcome === 'crash') return Promise.reject(new Error('killed'));
      return Promise.resolve(fault?.outcome ?? { kind: 'accepted', ts });
    },
    async editRoot(_, rootTs, root, possiblyRepeated) {
      if (root.kind !== 'card') throw new Error('only a card is ever edited');
      const { card } = root;
      const meanwhile = script.duringEdit;
      script.duringEdit = undefined;
      await meanwhile?.();
      const fault = faults.shift();
      if (fault === undefined || fault.recorded) {
        edits.push(card.job?.state ?? card.launch.state);
        const at = posts.findIndex((one) => one.ts === rootTs);
        const [before] = posts.slice(at, at + 1);
        if (before !== undefined) posts[at] = { ...before, possiblyRepeated };
      }
      if (fault?.outcome === 'crash') return Promise.reject(new Error('killed'));
      return Promise.resolve(fault?.outcome ?? { kind: 'accepted', ts: rootTs });
    },
    async find(_, __, deliveryId) {
      const meanwhile = script.duringFind;
      script.duringFind = undefined;
      await meanwhile?.();
      if (script.find !== undefined) return Promise.resolve(script.find);
      const found = posts.find((one) => one.deliveryId === deliveryId);
      return Promise.resolve(
        found === undefined ? { kind: 'absent' } : { kind: 'found', ts: found.ts },
      );
    },
    withdraw(_, __, deliveryId, ___, keepTs) {
      if (script.failedWithdrawals > 0) {
        script.failedWithdrawals -= 1;
        return Promise.resolve(false);
      }
      const extra = posts.filter((one) => one.deliveryId === deliveryId && one.ts !== keepTs);
      for (const one of extra) posts.splice(posts.indexOf(one), 1);
      return Promise.resolve(true);
    },
    openDirect(userId) {
      const opened = script.opens.shift() ?? ({ kind: 'opened', channel: `D${userId}` } as const);
      return Promise.resolve(opened);
    },
  };
  const answerer: Answerer = {
    answer(requester, answer) {
      answers.push(answer);
      answered.push(requester);
      return Promise.resolve();
    },
  };
  const shown: Window[] = [];
  const show = (window: Window) => {
    shown.push(window);
    return Promise.resolve(succeeded(undefined));
  };
  const windows: Windows = {
    open: (_, window) => show(window),
    async openAnswer(_, answer, channel) {
      await show({ kind: 'answer', answer, channel });
      return succeeded('VA');
    },
    replace: (_, window) => show(window),
    push: (_, window) => show(window),
  };
  const published: { readonly userId: string; readonly page: HomePage }[] = [];
  const homeFaults: PublishOutcome[] = [];
  const homes: HomePages = {
    fingerprint: (page) =>
      JSON.stringify(withoutSums(page), (_, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      ),
    publish({ userId }, page) {
      const fault = homeFaults.shift();
      if (fault !== undefined) return Promise.resolve(fault);
      published.push({ userId, page });
      return Promise.resolve({ kind: 'published', mark: `m${published.length}` });
    },
  };
  return {
    announcer,
    answerer,
    windows,
    pages: homes,
    published,
    homeFaults,
    shown,
    posts,
    edits,
    updates,
    /** Cards as they were posted. */
    cards,
    digests,
    /** What channels were told that somebody did to them. */
    acts,
    answers,
    /** Whom each answer was given to, and how it could be. */
    answeredTo: answered,
    /** The next direct messages meet these. */
    directFaults,
    notices,
    faults,
    slackScript: script,
  };
}

type HelloFile = {
  name?: string;
  version: string;
  targets?: readonly string[];
  /** Whether `steps` has no default. */
  needsSteps?: boolean;
  displayName?: string;
};

/** The template everybody uses; another version takes another image. */
function readHello({
  name = 'hello',
  version,
  targets,
  needsSteps,
  displayName = 'hello {{steps}}',
}: HelloFile): Template {
  const parsed = parseTemplate(
    {
      name,
      parameters: {
        steps: { type: 'integer', ...(needsSteps === true ? {} : { default: 3 }) },
        loud: { type: 'boolean', default: false },
      },
      displayName,
      ...(targets === undefined ? {} : { targets }),
      jobSpec: {
        enableWebAccess: true,
        workerPoolSpecs: [
          {
            machineSpec: { machineType: 'n1-standard-4' },
            replicaCount: 1,
            containerSpec: { imageUri: `gcr.io/x/y:${version}`, args: ['{{steps}}', '{{loud}}'] },
          },
        ],
      },
    },
    { name, origin: `${name}.yaml`, version },
  );
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

/** A bot without loops: `runUntilIdle` works off what is due until nothing is, `wait` moves time first. */
export async function createHarness(path = ':memory:') {
  let now = Date.UTC(2026, 10, 24, 12);
  let ids = 0;
  const clock = () => now;
  const newId = () => `id${++ids}`;
  const store = await createStore({
    database: { kind: 'sqlite', path },
    clock,
    monotonic: clock,
    newId,
    log: { warn: () => undefined },
  });
  const google = createBooksVertex(clock);
  const slack = createBooksSlack();
  const people = new Map<string, Person>(
    [
      ['U0ANA', false],
      ['U0BO', false],
      ['U0ADMIN', true],
    ].map(([id, isAdmin]) => [
      String(id),
      {
        id: String(id),
        teamId: 'T1',
        kind: 'member',
        isAdmin: isAdmin === true,
        deactivated: false,
      },
    ]),
  );
  /** Whether Slack has lately said who people are. */
  const remembers = { value: true };
  /** Why it does not say so now, if it doesn't. */
  const lookUp: { failure: Failure | undefined } = { failure: undefined };
  /** What Slack said of somebody, and when; whoever is not in it is known as they are. */
  const said = new Map<string, { readonly person: Person; readonly at: number }>();
  const postedFor: PostingAct[] = [];
  const postable: { value: Postability } = { value: { kind: 'yes' } };
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
  const directory: Directory = {
    async isMember(channel, userId) {
      presence.looks += 1;
      const { failure, during } = presence;
      presence.during = undefined;
      await during?.();
      return failure === undefined ? succeeded(!left.has(`${channel} ${userId}`)) : failed(failure);
    },
    known(id, noOlderThanMs = 5 * 60_000) {
      const before = said.get(id);
      if (before === undefined) return remembers.value ? people.get(id) : undefined;
      return clock() - before.at < noOlderThanMs ? before.person : undefined;
    },
    person(id, noOlderThanMs) {
      const before = said.has(id) ? directory.known(id, noOlderThanMs) : undefined;
      if (before !== undefined) return Promise.resolve(succeeded(before));
      if (lookUp.failure !== undefined) return Promise.resolve(failed(lookUp.failure));
      const person = people.get(id);
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
    ensurePostable: (_, act) => {
      postedFor.push(act ?? 'launch');
      return Promise.resolve(succeeded(postable.value));
    },
  };
  const checks: { account: Awaited<ReturnType<HealthChecks['account']>>; channel: ChannelCheck } = {
    account: succeeded({
      botName: 'vertexjobs',
      teamName: 'Acme',
      mode: 'socket',
      connected: true,
      missingScopes: [],
    }),
    channel: 'member',
  };
  const broken: BrokenTemplate[] = [];
  const prices: { list: PriceList | undefined } = { list: undefined };
  const targets = [target];
  const shared = {
    store,
    targets,
    prices: { current: () => prices.list },
    vertex: google.vertex,
    answerer: slack.answerer,
    announcer: slack.announcer,
    directory,
    policy: createPolicy(),
    settings,
    monotonic: clock,
    newId,
    count: () => undefined,
    log: { warn: () => undefined },
    pause: () => Promise.resolve(),
  };
  const file: HelloFile = { version: 'v1' };
  const isFile = (name: string) => name === (file.name ?? 'hello');
  const later: Promise<void>[] = [];
  const files: Templates = {
    get: (name) => Promise.resolve(isFile(name) ? readHello(file) : undefined),
    source: (name) => Promise.resolve(isFile(name) ? `# ${file.version}` : undefined),
    list: () => Promise.resolve([readHello(file)]),
    problems: () => Promise.resolve(broken),
    skipped: () => Promise.resolve([]),
    secrets: () => Promise.resolve([]),
  };
  /** Resolved: whatever is waited for is late. */
  const patience = Promise.withResolvers<undefined>();
  const interactions = createInteractions({
    ...shared,
    files,
    templates: createTemplates({ files, store, text: createTemplateText() }),
    text: createTemplateText(),
    targets: [target],
    prices: { current: () => prices.list },
    random: Math.random,
    newLaunchId: newId,
    healthChecks: {
      account: () => Promise.resolve(checks.account),
      channel: () => Promise.resolve(succeeded(checks.channel)),
    },
    database: 'SQLite',
    version: '1.2.3',
    pause: () => patience.promise,
    wake: () => undefined,
    windows: slack.windows,
    logs: google.logs,
    later: (task) => void later.push(task()),
  });

  const publishHome = createHomePublisher({
    ...shared,
    pages: slack.pages,
    templates: files,
    targets: [target],
    // Waiting is time that goes by.
    pause(ms) {
      now += ms;
      return Promise.resolve();
    },
  });
  /** Looks after the Homes that are due; returns how many were. */
  async function homes(most = 10): Promise<number> {
    const claimed = await store.transaction((tx) => tx.homes.claimDue(most, settings.leaseMs));
    for (const one of claimed) await publishHome(one);
    return claimed.length;
  }

  /** Works off one kind of row; returns how many were due. What throws stays leased, as after a kill. */
  async function launches(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.launches.claimDue(10, settings.leaseMs));
    for (const one of claimed) {
      const work = { requested: accept, accepted: submit, submitting: recover, doubt: lookFor };
      const state = one.value.state;
      if (state in work) await work[state as keyof typeof work](shared, one).catch(() => undefined);
    }
    return claimed.length;
  }
  async function cancels(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.cancels.claimDue(10, settings.leaseMs));
    for (const one of claimed) {
      await (one.value.state === 'requested' ? acceptCancel : followCancel)(shared, one);
    }
    return claimed.length;
  }
  async function threads(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.threads.claimDue(10, settings.leaseMs));
    for (const one of claimed) await deliver(shared, one).catch(() => undefined);
    return claimed.length;
  }
  async function notes(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.directNotes.claimDue(10, settings.leaseMs));
    for (const one of claimed) await tellDirectly(shared, one);
    return claimed.length;
  }
  async function pledges(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.pledges.claimDue(10, settings.leaseMs));
    for (const one of claimed) await tellUnkept(shared, one);
    return claimed.length;
  }
  async function tails(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.logTails.claimDue(10, settings.leaseMs));
    for (const one of claimed) {
      await tellLogTail({ ...shared, logs: google.logs }, one).catch(() => undefined);
    }
    return claimed.length;
  }
  async function digests(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.channels.claimDue(10, settings.leaseMs));
    for (const one of claimed) await makeDigest({ store, newId, targets: [target] }, one);
    return claimed.length;
  }
  async function watches(): Promise<number> {
    const claimed = await store.transaction((tx) => tx.watches.claimDue(10, settings.leaseMs));
    for (const one of claimed) {
      const making = {
        newLaunchId: newId,
        random: Math.random,
        prices: { current: () => prices.list },
      };
      const deps = { ...shared, ...making, targets: [target] };
      await (one.value.state === 'requested' ? acceptWatch : followWatch)(deps, one).catch(
        () => undefined,
      );
    }
    return claimed.length;
  }
  /** The one answer to a request: what it is acked with, or else what is decided on it, which is taken off the books. */
  async function decided(asked: Promise<Answer | undefined>): Promise<Answer | undefined> {
    const before = slack.answers.length;
    const answer = await asked;
    if (answer !== undefined) return answer;
    await Promise.all(later.splice(0));
    for (const one of [launches, cancels, watches]) await one();
    slack.answeredTo.splice(before);
    return slack.answers.splice(before)[0];
  }

  /** When the next row that `runUntilIdle` works off is due (Unix ms); Infinity: none is. */
  function nextDueAt(): Promise<number> {
    return store.transaction(async (tx) => {
      const { launches, cancels, watches, logTails, threads, directNotes, pledges, channels } = tx;
      const tables = [
        launches,
        cancels,
        watches,
        logTails,
        threads,
        directNotes,
        pledges,
        channels,
      ];
      let next = Infinity;
      for (const table of tables) next = Math.min(next, (await table.nextDueAt()) ?? Infinity);
      return next;
    });
  }

  async function runUntilIdle(): Promise<void> {
    await Promise.all(later.splice(0));
    const work = [launches, cancels, watches, tails, threads, notes, pledges, digests];
    for (let done = -1; done !== 0;) {
      done = 0;
      for (const one of work) done += await one();
    }
  }

  return {
    ...google,
    ...slack,
    store,
    interactions,
    /** What the use cases were made with. */
    deps: shared,
    people,
    remembers,
    left,
    presence,
    lookUp,
    said,
    membership,
    postable,
    postedFor,
    /** What Slack says to the doctor, and files it finds broken. */
    checks,
    broken,
    patience,
    /** What Google's price list says, if it was read. */
    prices,
    /** The template's file; a new version is a changed file. */
    file,
    now: clock,
    runUntilIdle,
    /** Waits for answers that follow their ack, and works off nothing. */
    answered: () => Promise.all(later.splice(0)),
    launches,
    cancels,
    threads,
    notes,
    pledges,
    tails,
    homes,
    watches,
    /** Lets time pass in steps of a second, working off what comes due. Steps in which nothing is due are skipped. */
    async wait(ms: number): Promise<void> {
      for (const until = now + ms; now < until;) {
        const isIdle = later.length === 0;
        const steps = isIdle ? Math.ceil(((await nextDueAt()) - now) / second) : 1;
        now = Math.min(until, now + Math.max(1, steps) * second);
        await runUntilIdle();
      }
    },
    skip(ms: number): void {
      now += ms;
    },
    async poll(): Promise<void> {
      await pollTarget(
        {
          store,
          vertex: google.vertex,
          leaseMs: settings.leaseMs,
          twoPollsMs: () => 90_000,
          newId,
          count: () => undefined,
          log: shared.log,
        },
        target,
      );
      await runUntilIdle();
    },
    decided,
    /** Launches, has it accepted, and returns the handle; its answer is taken off the books. */
    async launch(text = 'launch hello'): Promise<string> {
      const answer = await decided(interactions.command({ key: newId(), requester }, '/job', text));
      if (answer?.kind !== 'launch-stored')
        throw new Error(`not stored: ${JSON.stringify(answer)}`);
      return answer.handle;
    },
    type: (text: string, userId = 'U0ANA', key = newId(), channel = requester.channel) =>
      interactions.command(
        { key: `command:${key}`, requester: { ...requester, userId, channel } },
        '/job',
        text,
      ),
    /** A job that somebody made without the bot. */
    make(displayName: string, more: Partial<Observation> = {}): Observation {
      const id = String(7700000000000000000n + BigInt(google.jobs.size));
      const job: Observation = {
        key: { projectNumber: '123', location: target.location, id },
        name: `projects/123/locations/${target.location}/customJobs/${id}`,
        displayName,
        state: 'RUNNING',
        createTime: now,
        startTime: now,
        updateTime: now,
        labels: {},
        ...more,
      };
      google.jobs.set(id, job);
      return job;
    },
    /** Kinds of everything told in threads, in order. */
    told: () =>
      slack.posts.filter(({ rootTs }) => rootTs !== undefined).flatMap(({ kinds }) => kinds),
    roots: () => slack.posts.filter((one) => one.rootTs === undefined && !isNotice(one)),
    /** Who was told something directly, in order. */
    get direct() {
      return slack.posts.filter(isNotice).map(({ channel }) => channel.slice(1));
    },
  };
}

const isNotice = ({ kinds }: Post): boolean => kinds[0]?.startsWith('notice:') === true;

export type Harness = Awaited<ReturnType<typeof createHarness>>;
