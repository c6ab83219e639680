import { writeDuration } from '../text/duration.ts';
import type { BulkFilter } from './bulk.ts';

/** A filter as it is typed: `all template=resnet older=6h`. A person is in Slack's markup. */
export function writeBulkFilter(filter: BulkFilter): string {
  const { scope, states, owner, template, label, olderMs } = filter;
  return [
    ...(scope === 'here' ? [] : [scope]),
    ...(template === undefined ? [] : [`template=${template}`]),
    ...(label === undefined ? [] : [`label.${label.key}=${label.value}`]),
    ...(owner === undefined ? [] : [`by=<@${owner}>`]),
    ...(states === undefined ? [] : [`state=${states.join(',').toLowerCase()}`]),
    ...(olderMs === undefined ? [] : [`older=${writeDuration(olderMs)}`]),
  ].join(' ');
}
