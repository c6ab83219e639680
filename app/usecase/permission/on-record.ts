import { surfaceOf } from '../../domain/launch/surface.ts';
import { allowedBy } from '../../domain/permission/rule.ts';
import type { Request } from '../ports/interactions.ts';
import type { AuditEntry } from '../ports/store/audit.ts';

/** Who asked for an act, where, and why they may, for its audit row. */
export function askedBy({
  key,
  requester,
  because,
}: Pick<Request, 'key' | 'requester' | 'because'>): Pick<
  AuditEntry,
  'actor' | 'channel' | 'surface' | 'verdict' | 'rule'
> {
  const { userId: actor, channel } = requester;
  const why = because === undefined ? {} : allowedBy(because);
  return { actor, channel, surface: surfaceOf(key, requester), ...why };
}
