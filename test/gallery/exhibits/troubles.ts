// Trouble of the bot itself, and its end, in the ops channel.

import type { ChannelDigest } from '../../../app/domain/notification/digest.ts';
import type { TroubleEnd } from '../../../app/domain/trouble/trouble.ts';
import { ago, now, targets } from './samples.ts';

const guard = { kind: 'unheard-guard', launchId: 'l1', handle: 'a3f9' } as const;
const unread = {
  kind: 'unread-target',
  target: targets[1],
  problem:
    "Permission 'aiplatform.customJobs.list' denied on resource '//aiplatform.googleapis.com/projects/ml-prod/locations/europe-west4' (or it may not exist).",
} as const;

const heard = (how: TroubleEnd): ChannelDigest => ({
  ...{ kind: 'trouble-over', at: now, trouble: guard, since: ago(55), how },
});

/** As the ops channel reads them. */
export const troubleDigests: readonly (readonly [string, ChannelDigest])[] = [
  [
    'A guard whose warning can’t be delivered',
    { kind: 'trouble', at: now, trouble: guard, since: ago(15) },
  ],
  ['A guard whose warning has been delivered', heard('heard')],
  ['A guard whose warning was not delivered before its job ended', heard('job-over')],
  ['A guard that need not warn any more', heard('moot')],
  ['A target that is not read', { kind: 'trouble', at: now, trouble: unread, since: ago(2) }],
  [
    'A target that was never read',
    { kind: 'trouble', at: now, trouble: { ...unread, problem: 'HTTP 503' } },
  ],
  [
    'A target whose poll hangs',
    { kind: 'trouble', at: now, trouble: { ...unread, problem: undefined }, since: ago(11) },
  ],
  [
    'A target that is read again',
    { kind: 'trouble-over', at: now, trouble: unread, since: ago(34), how: 'read' },
  ],
  [
    'A target that is read for the first time',
    { kind: 'trouble-over', at: now, trouble: unread, how: 'read' },
  ],
];
