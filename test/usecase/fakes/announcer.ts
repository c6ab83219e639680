import type { CardView } from '../../../app/domain/launch/card.ts';
import type { ChannelAct } from '../../../app/domain/notification/channel-act.ts';
import {
  isChannelAct,
  type DigestView,
  type JobDigest,
} from '../../../app/domain/notification/digest.ts';
import type { NoticeView, Root } from '../../../app/domain/notification/root.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import type {
  Announcer,
  DeliveryOutcome,
  OpenedDirect,
  Reply,
  Lookup,
} from '../../../app/usecase/ports/slack.ts';

type Post = {
  readonly channel: string;
  readonly ts: string;
  /** When it was posted, Unix ms. */
  readonly at: number;
  readonly rootTs?: string | undefined;
  readonly deliveryId: string;
  readonly kinds: readonly string[];
  readonly possiblyRepeated: boolean;
  readonly broadcast?: boolean;
  /** A digest names what it tells. */
  readonly named?: boolean;
};

type Fault = { readonly outcome: DeliveryOutcome | 'crash'; readonly recorded: boolean };

export const isNotice = ({ kinds }: Post): boolean => kinds[0]?.startsWith('notice:') === true;

/** Where a delivery is looked for: in its thread, or among the roots of its channel, since its claim. */
const isDelivery = (
  post: Post,
  channel: string,
  rootTs: string | undefined,
  deliveryId: string,
  sinceMs: number,
): boolean =>
  post.deliveryId === deliveryId &&
  post.channel === channel &&
  post.rootTs === rootTs &&
  post.at >= sinceMs;

/** The card of what is edited. */
function cardOf(root: Root): CardView {
  if (root.kind === 'card') return root.card;
  if (root.kind === 'notice' && root.notice.kind === 'asked') return root.notice.card;
  throw new Error('only cards, asks and cancels of many are ever edited');
}

const stateOf = ({ job, launch }: CardView): string => job?.state ?? launch.state;

/** A Slack that remembers; the next posts meet `faults` in turn, before or after they were recorded. */
export function createFakeAnnouncer(clock: () => number) {
  const posts: Post[] = [];
  const edits: string[] = [];
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

  const post = async (one: Omit<Post, 'ts' | 'at'>, met = faults): Promise<DeliveryOutcome> => {
    const meanwhile = script.duringPost;
    script.duringPost = undefined;
    await meanwhile?.();
    const fault = met.shift();
    const ts = `${nextTs++}.0`;
    if (fault === undefined || fault.recorded) posts.push({ ...one, ts, at: clock() });
    if (fault?.outcome === 'crash') return Promise.reject(new Error('killed'));
    return Promise.resolve(fault?.outcome ?? { kind: 'accepted', ts });
  };
  /** Edits a message that is there; the next fault is met before or after that. */
  const edit = (
    channel: string,
    ts: string,
    change: Partial<Post>,
    note = (): void => undefined,
  ): Promise<DeliveryOutcome> => {
    const fault = faults.shift();
    const at = posts.findIndex((one) => one.channel === channel && one.ts === ts);
    const [before] = posts.slice(at, at + 1);
    if (before !== undefined && (fault === undefined || fault.recorded)) {
      posts[at] = { ...before, ...change };
      note();
    }
    if (fault?.outcome === 'crash') return Promise.reject(new Error('killed'));
    if (fault === undefined && before === undefined) return Promise.resolve({ kind: 'root-gone' });
    return Promise.resolve(fault?.outcome ?? { kind: 'accepted', ts });
  };
  const updates: Update[] = [];
  const cards: CardView[] = [];
  const replies: Reply[] = [];
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
      replies.push(reply);
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
    editReply(channel, ts, reply) {
      updates.push(...reply.updates);
      return edit(channel, ts, {
        kinds: kindsOf(reply),
        possiblyRepeated: reply.possiblyRepeated,
        ...(reply.named === true ? { named: true } : {}),
      });
    },
    async editRoot(channel, rootTs, root, possiblyRepeated) {
      const shown = root.kind === 'digest' ? `open:${root.digest.open}` : stateOf(cardOf(root));
      const meanwhile = script.duringEdit;
      script.duringEdit = undefined;
      await meanwhile?.();
      return edit(channel, rootTs, { possiblyRepeated }, () => {
        edits.push(shown);
      });
    },
    async find(channel, rootTs, deliveryId, sinceMs) {
      const meanwhile = script.duringFind;
      script.duringFind = undefined;
      await meanwhile?.();
      if (script.find !== undefined) return Promise.resolve(script.find);
      const found = posts.find((one) => isDelivery(one, channel, rootTs, deliveryId, sinceMs));
      return Promise.resolve(
        found === undefined ? { kind: 'absent' } : { kind: 'found', ts: found.ts },
      );
    },
    withdraw(channel, rootTs, deliveryId, sinceMs, keepTs) {
      if (script.failedWithdrawals > 0) {
        script.failedWithdrawals -= 1;
        return Promise.resolve(false);
      }
      const extra = posts.filter(
        (one) => isDelivery(one, channel, rootTs, deliveryId, sinceMs) && one.ts !== keepTs,
      );
      for (const one of extra) posts.splice(posts.indexOf(one), 1);
      return Promise.resolve(true);
    },
    openDirect(userId) {
      const opened = script.opens.shift() ?? ({ kind: 'opened', channel: `D${userId}` } as const);
      return Promise.resolve(opened);
    },
  };
  return {
    announcer,
    posts,
    edits,
    updates,
    /** Cards as they were posted. */
    replies,
    cards,
    digests,
    /** What channels were told that somebody did to them. */
    acts,
    faults,
    /** The next direct messages meet these. */
    directFaults,
    notices,
    slackScript: script,
  };
}
