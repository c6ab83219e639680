// What people type for a job. Resolved in this order: handle, resource name or console URL, numeric id, display name.

import { parseJobName } from './job.ts';

export type JobReference = { readonly typed: string } & (
  | { readonly kind: 'handle'; readonly handle: string }
  | {
      readonly kind: 'resource';
      readonly project: string;
      readonly location: string;
      readonly id: string;
    }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'name' }
);

// The console's three generations of paths: …/agent-platform/locations/L/training/ID?project=P, …/vertex-ai/…, …/ai/platform/….
const consolePath =
  /^\/(?:agent-platform|vertex-ai|ai\/platform)\/locations\/([a-z0-9-]+)\/training\/(\d+)(?:\/.*)?$/;

/** Reads a `<job>` token. A token that could be a handle may still be the beginning of a name: the caller tries both. */
export function readJobReference(typed: string): JobReference {
  const url = readConsoleUrl(typed);
  if (url !== undefined) return { typed, kind: 'resource', ...url };
  const resource = parseJobName(typed.replace(/^\/\/aiplatform\.googleapis\.com\//, ''));
  if (resource !== undefined) return { typed, kind: 'resource', ...resource };
  if (/^\d{1,20}$/.test(typed)) return { typed, kind: 'id', id: typed };
  if (/^[a-z][a-z0-9]{3,9}$/i.test(typed)) {
    return { typed, kind: 'handle', handle: typed.toLowerCase() };
  }
  return { typed, kind: 'name' };
}

function readConsoleUrl(typed: string) {
  if (!URL.canParse(typed)) return undefined;
  const url = new URL(typed);
  const match = consolePath.exec(url.pathname);
  const project = url.searchParams.get('project');
  const [, location, id] = match ?? [];
  if (url.hostname !== 'console.cloud.google.com' || project === null) return undefined;
  return location === undefined || id === undefined ? undefined : { project, location, id };
}
