// What each verb takes, and what becomes of it, read from `docs/permissions.md` as plainly as it says. It shares nothing with the bot’s.

import type { Verb } from '../../../../app/domain/command/verbs.ts';
import { mayBy, type Tree, type Who } from '../../../domain/permission/naive-reading.ts';

/** `outline`: it is there, and that is all they hear. `hidden`: as if it were not there. */
export type Verdict = 'done' | 'refused' | 'outline' | 'hidden';

type Need = {
  /** One of these is enough. */
  readonly first: readonly string[];
  /** What comes then of a job that isn’t one’s own. `see`: nothing. */
  readonly job?: 'see' | 'cancel' | 'let-run' | 'approve' | 'spec' | 'drop' | 'unseen';
};
const launch: Need = { first: ['launch'] };
const view: Need = { first: ['view'] };
const template: Need = { first: ['template'] };
const launchOf: Need = { ...launch, job: 'see' };
const viewOf: Need = { ...view, job: 'see' };
const approve: Need = { first: ['view', 'approve'], job: 'approve' };
const stop = ['view', 'cancel-own', 'cancel-any'];
const anything = ['view', 'launch', 'cancel-own', 'cancel-any', 'template', 'approve', 'lock'];

const needs: Readonly<Record<Verb, Need | undefined>> = {
  ...{ launch, menu: launch, 'launch-form': launch, 'fix-launch': launch },
  ...{ 'send-unchecked': { first: ['launch-spec'] }, 'rerun-spec': { first: ['launch-spec'] } },
  ...{ 'launch-anyway': { ...launch, job: 'unseen' } },
  ...{ 'not-this': { first: ['view', 'launch'], job: 'unseen' } },
  ...{
    'launch-again': launchOf,
    drop: { ...launch, job: 'drop' },
    rerun: launchOf,
    'rerun-in': launchOf,
    'rerun-bigger': launchOf,
  },
  ...{ 'rerun-form': launchOf, status: viewOf, logs: viewOf, suppressed: viewOf },
  ...{ cancel: { first: stop, job: 'cancel' }, 'let-run': { first: stop, job: 'let-run' } },
  ...{ extend: { first: stop, job: 'cancel' }, 'extend-hour': { first: stop, job: 'cancel' } },
  ...{
    'extend-more': { first: stop, job: 'cancel' },
    'keep-running': { first: stop, job: 'cancel' },
  },
  ...{ 'cancel-many': { first: stop }, 'confirm-many': { first: stop } },
  ...{ 'leave-many': { first: stop } },
  ...{ approve, deny: approve, 'approval-spec': { ...approve, job: 'spec' } },
  ...{
    list: view,
    top: view,
    'suppressed-here': view,
    watches: view,
    template: view,
    channel: view,
  },
  ...{ watch: launch, 'watch-all': launch, 'watch-new': launch, 'watch-none': launch },
  ...{ unwatch: launch, 'channel-set': launch },
  ...{ 'template-edit': template, 'template-restore': template },
  ...{ lock: { first: ['view', 'lock'] }, 'lock-set': { first: ['lock'] } },
  ...{ unlock: { first: ['view', 'lock'] }, audit: view, 'audit-turn': view, doctor: view },
  ...{ policy: { first: [...anything, 'admin'] }, 'edit-message': view, help: undefined },
};

export type Cell = {
  readonly verb: Verb;
  /** Where it is asked, and where the job is. */
  readonly channel: string;
  readonly jobChannel: string;
  /** Whether Slack shows them the job’s channel. */
  readonly isIn: boolean;
  /** A press at Home. */
  readonly atHome: boolean;
  /** A submitted form, which carries all that it launches. */
  readonly isForm: boolean;
  /** Of a message in the job’s thread. */
  readonly isShortcut: boolean;
};

const repeats: ReadonlySet<Verb> = new Set([
  'rerun',
  'rerun-in',
  'rerun-bigger',
  'launch-again',
  'launch-anyway',
]);

/** What becomes of an act about a job of somebody else, if it is about one. */
export function verdictBy(tree: Tree, who: Who, cell: Cell): Verdict {
  const need = needs[cell.verb];
  if (need === undefined) return 'done';
  // Who isn’t in the channel finds no thread there.
  if (cell.isShortcut && cell.channel !== cell.jobChannel) return 'hidden';
  const seen = sees(tree, who, cell);
  // The card of what is launched once more is where the job’s is.
  const isThere = cell.atHome && seen === 'done' && repeats.has(cell.verb);
  const may = (verb: string, place: string) =>
    mayBy(tree, who, { verb, places: [place], template: undefined });
  const channel = isThere ? cell.jobChannel : cell.channel;
  if (!need.first.some((verb) => may(verb, channel))) return 'refused';
  return afterwards(need.job, cell, seen, (verb) => may(verb, cell.jobChannel));
}

function afterwards(
  job: Need['job'],
  { isForm }: Cell,
  seen: Verdict,
  mayThere: (verb: string) => boolean,
): Verdict {
  switch (job) {
    // The latter answer a question that only who sees the job is asked.
    case undefined:
    case 'unseen':
      return 'done';
    case 'see':
      return isForm ? 'done' : seen;
    case 'drop':
      return seen === 'done' && !mayThere('launch') ? 'refused' : seen;
    case 'let-run':
      return seen === 'outline' ? 'done' : seen;
    case 'cancel':
      return seen === 'hidden' ? seen : mayThere('cancel-any') ? 'done' : 'refused';
    case 'spec':
      return seen === 'done' || mayThere('approve') ? 'done' : 'refused';
    case 'approve':
      // Whoever presses has its card, so there is nothing to hide.
      return mayThere('approve') ? 'done' : 'refused';
  }
}

/** How much they see of the job. */
function sees(tree: Tree, who: Who, { channel, jobChannel, isIn }: Cell): Verdict {
  const may = (verb: string, place: string) => mayBy(tree, who, { verb, places: [place] });
  const isShown =
    channel === jobChannel || (who.kind === 'member' && isIn) || may('see-private', channel);
  if (may('view', jobChannel) && isShown) return 'done';
  return may('admin', channel) ? 'outline' : 'hidden';
}
