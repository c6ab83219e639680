// The ways to name a job. Tried in this order: handle, resource name or console URL, numeric id,
// display name.

import { parseJobName } from './job.ts';

/**
 * `typed` is the whole text: an unknown handle or id may still be the beginning of a display name.
 */
export type JobReference = { readonly typed: string } & (
  | { readonly kind: 'handle'; readonly handle: string }
  | {
      readonly kind: 'resource';
      /** Project number or id, as typed. */
      readonly project: string;
      readonly location: string;
      readonly id: string;
    }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name' }
  /** The requester's newest job in this channel. */
  | { readonly kind: 'last' }
  /** A card's thread, from a message link copied in Slack; `ts` is the root. */
  | { readonly kind: 'card'; readonly channel: string; readonly ts: string }
);

// Three generations of console paths are still in bookmarks:
// …/agent-platform/locations/L/training/ID?project=P, …/vertex-ai/locations/…,
// …/ai/platform/locations/….
const consolePath =
  /^\/(?:agent-platform|vertex-ai|ai\/platform)\/locations\/([a-z0-9-]+)\/training\/(\d+)(?:\/.*)?$/;
const consoleHost = 'console.cloud.google.com';

/** The service and version before a resource name in audit logs and REST URLs. */
const service =
  /^(?:https:)?\/\/[a-z0-9.-]{0,60}aiplatform[a-z0-9.-]{0,60}\.googleapis\.com\/(?:v1(?:beta1)?\/)?/;

/** Parses a `<job>` argument as copied from anywhere a job is shown, backticks included. */
export function readJobReference(word: string): JobReference {
  const typed = word.trim().replace(/^`{1,3}([^`]+)`{1,3}$/, '$1');
  // Punctuation from prose is dropped: `#a3f9`, `a3f9.`, `last,`. Only a display name may contain
  // it.
  const bare = typed.replace(/[.,;:!?)]{1,9}$/, '');
  const card = readCardLink(bare);
  if (card !== undefined) return { typed, kind: 'card', ...card };
  if (/^(?:last|latest|newest)$/i.test(bare)) return { typed, kind: 'last' };
  const url = readConsoleUrl(bare);
  if (url !== undefined) return { typed, kind: 'resource', ...url };
  const resource = parseJobName(bare.replace(service, ''));
  if (resource !== undefined) return { typed, kind: 'resource', ...resource };
  if (/^\d{1,20}$/.test(bare)) return { typed, kind: 'id', id: bare };
  const [, handle] = /^#?([a-z][a-z0-9]{3,9})$/i.exec(bare) ?? [];
  if (handle !== undefined) return { typed, kind: 'handle', handle: handle.toLowerCase() };
  return { typed, kind: 'name' };
}

/**
 * `https://acme.slack.com/archives/C0ML/p1795534100000100`; a reply's link contains its root's ts.
 */
function readCardLink(typed: string) {
  const url = URL.parse(typed);
  const [, channel, seconds, micros] =
    /^\/archives\/([CDG][A-Z0-9]+)\/p(\d{10})(\d{6})$/.exec(url?.pathname ?? '') ?? [];
  if (channel === undefined || url?.hostname.endsWith('.slack.com') !== true) return undefined;
  const root = url.searchParams.get('thread_ts');
  return { channel, ts: root ?? `${seconds ?? ''}.${micros ?? ''}` };
}

function readConsoleUrl(typed: string) {
  const url = URL.parse(typed.startsWith(`${consoleHost}/`) ? `https://${typed}` : typed);
  if (url?.hostname !== consoleHost) return undefined;
  const [, location, id] = consolePath.exec(url.pathname) ?? [];
  const project = url.searchParams.get('project');
  return location === undefined || id === undefined || project === null || project === ''
    ? undefined
    : { project, location, id };
}
