import type { Burner } from '../../../domain/launch/burn.ts';
import type { CardView } from '../../../domain/launch/card.ts';
import type { ListFilter, ListTurn } from '../../../domain/job/list-filter.ts';
import type { Viewer } from '../../../domain/permission/viewer.ts';

/** A person sees their own jobs, and jobs with a card in these channels. */
export type SeenBy = Pick<Viewer, 'userId' | 'channels'>;

export type CardQuery = {
  /** Launched here, or with a thread here. */
  readonly channel?: string | undefined;
  /** Launched by this person; a watched job has no launcher. */
  readonly requesterId?: string | undefined;
  /** Not launched by this person. */
  readonly notBy?: string | undefined;
  /** Launched from this template. */
  readonly template?: string | undefined;
  /**
   * Any of these states. `any` includes finished jobs; `live` or undefined means live jobs and
   * pending launches.
   */
  readonly state?: string | readonly string[] | undefined;
  /** Launched with this label. */
  readonly label?: ListFilter['label'];
  /** Requested at or after this (Unix ms). */
  readonly since?: number | undefined;
  /** Requested at or before this (Unix ms). */
  readonly until?: number | undefined;
  /** Only jobs that nobody is cancelling, apart from those that a cancel of many (`outside`, its id) showed. */
  readonly cancellable?: { readonly outside?: string | undefined } | undefined;
  /** Only jobs this person sees; others are counted. Undefined: all. */
  readonly seenBy?: SeenBy | undefined;
  readonly limit: number;
  /** Undefined: the newest page. */
  readonly turn?: ListTurn | undefined;
};

/** A launch's place in the order of lists. */
export type Place = Pick<ListTurn, 'requestedAt' | 'id'>;

export type CardPage = {
  /** Newest first. */
  readonly cards: readonly CardView[];
  /** How many match. */
  readonly total: number;
  /** How many of those are newer than the first card; undefined: more than were counted. */
  readonly newer: number | undefined;
  /** From where the page of older ones goes; undefined: there are none. */
  readonly older: Place | undefined;
  /** How many more match that aren't seen. */
  readonly hidden: number;
  /** Whether only the newest were counted: there may be more. */
  readonly uncounted: boolean;
};

/** Which live jobs are summed up. */
export type LiveQuery = Pick<CardQuery, 'channel' | 'requesterId' | 'seenBy'>;

/** Queries for cards, lists and references. Held and refused launches appear only in `byLaunch`. */
export interface Cards {
  byLaunch(launchId: string): Promise<CardView | undefined>;
  byHandle(handle: string): Promise<CardView | undefined>;
  /** The cards of these launches, in order. */
  byLaunches(launchIds: readonly string[]): Promise<readonly CardView[]>;
  /** By project id or number as typed, location and id. */
  byResource(project: string, location: string, id: string): Promise<CardView | undefined>;
  byJobId(id: string): Promise<readonly CardView[]>;
  /**
   * Jobs whose display name begins with the prefix, ignoring case, among those seen (undefined:
   * all). Live ones first, then newest first. If very many have such a name, live ones and the
   * newest are looked at, and not all (`cut`).
   */
  byNamePrefix(
    prefix: string,
    limit: number,
    seenBy?: SeenBy,
  ): Promise<{ readonly cards: readonly CardView[]; readonly cut: boolean }>;
  /** A page, and how many match. */
  list(query: CardQuery): Promise<CardPage>;
  /**
   * What all live jobs that match may burn, pending launches included, in no order; and how many
   * more match that aren't seen.
   */
  live(query: LiveQuery): Promise<{ readonly burners: readonly Burner[]; readonly hidden: number }>;
  /** All channels in which a job has, had or may get a card. */
  channels(): Promise<readonly string[]>;
}
