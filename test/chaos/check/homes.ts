// Homes: at the end none shows a live job, since all have ended. At no time does one show a job that its person may not see.

import { z } from 'zod';
import type { SlackRecords } from '../evidence/evidence.ts';
import type { Index } from '../evidence/by-launch.ts';
import { waitedFor } from './approvals.ts';
import type { Violation } from './check-run.ts';

/** A state is a text of its own. */
const live =
  /^(?:Requested|Starting|Started|Uncertain|Queued|Pending|Running|Cancelling|Paused|Updating|HIBERNATING)$/;

export function checkHomes(index: Index): readonly Violation[] {
  const { slack } = index.evidence;
  return [
    ...staleHomes(slack).map((what): Violation => ({ kind: 'other', what })),
    ...checkPrivacy(index),
  ];
}

/** Homes that show a job as live. */
export function staleHomes({ views }: SlackRecords): readonly string[] {
  return views
    .filter(({ type }) => type === 'home')
    .flatMap(({ user, spec }) => {
      const word = textsIn(spec).find((text) => live.test(text));
      return word === undefined ? [] : [`the Home of ${user} shows a job as ${word}`];
    });
}

const object = z.record(z.string(), z.unknown());

/** All texts of a view, including those of buttons and menus. */
export function textsIn(json: unknown): readonly string[] {
  if (Array.isArray(json)) return json.flatMap(textsIn);
  const { data } = object.safeParse(json);
  if (data === undefined) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    key === 'text' && typeof value === 'string' ? [value] : textsIn(value),
  );
}

/**
 * A Home shows nothing of a job whose cards are all in channels its person is not in, unless they are asked to approve it. An admin's
 * Home shows only the outline.
 */
function checkPrivacy({ evidence, perLaunch }: Index): readonly Violation[] {
  const { calls, channels } = evidence.slack;
  const shown = calls.filter(({ method }) => method === 'views.publish');
  const hiddenFrom = (user: string) => (channel: string) => {
    const place = channels.find(({ id }) => id === channel);
    return place?.kind === 'private' && place.members?.includes(user) === false;
  };
  const found = shown.flatMap(({ args, at = 0 }): string[] => {
    const user = args?.user_id ?? '';
    const texts = textsIn(parsed(args?.view));
    return perLaunch
      .filter(({ launch, threads }) => {
        const places = [launch.asker_channel, ...threads.map(({ thread }) => thread.channel)];
        const isTheirs = launch.asker_user === user || waitedFor(launch, user, at);
        return !isTheirs && places.every(hiddenFrom(user));
      })
      .flatMap(({ launch, jobs }) => {
        const names = [...jobs.map(({ displayName }) => displayName), ...tagsIn(launch.body)];
        const words = admins.includes(user) ? names : [launch.handle, ...names];
        return words
          .filter((word) => texts.includes(word))
          .map((word) => `the Home of ${user} showed ${word} of a channel they are not in`);
      });
  });
  return [...new Set(found)].map((what): Violation => ({ kind: 'other', what }));
}

/** Admins see that there is a job, and whose it is. */
const admins: readonly string[] = ['U0WANDA', 'U0ROOT'];

const named = z.looseObject({ displayName: z.string() });

function tagsIn(body: string): readonly string[] {
  const { data } = named.safeParse(JSON.parse(body));
  return data === undefined ? [] : [data.displayName];
}

function parsed(view: unknown): unknown {
  return typeof view === 'string' ? JSON.parse(view) : view;
}
