import {
  compare,
  invalidFilter,
  matches,
  parseFilter,
  restrictionsOf,
  type Restriction,
} from '../base/filter.ts';
import { parseTimeMs, toMicros } from '../base/times.ts';
import { enums } from '../proto/proto-schema.ts';
import type { JobRecord } from './job-record.ts';
import { stepAt } from './timeline.ts';

/**
 * Reads a filter of customJobs.list: `display_name` (= != :), `state` (= !=), `create_time` (= != < <= > >=),
 * `labels.key=value`, `labels.key:*`. @throws ApiError (400) for any other field, operator or kind of value
 */
export function readJobFilter(text: string): (job: JobRecord, nowMs: number) => boolean {
  const filter = parseFilter(text);
  for (const restriction of restrictionsOf(filter)) {
    if (!isSupported(restriction)) throw invalidFilter(text);
  }
  return (job, nowMs) => matches(filter, (restriction) => holds(restriction, job, nowMs));
}

function isSupported({ field, comparator, value, quoted }: Restriction): boolean {
  switch (field) {
    case 'display_name':
    case 'displayName':
      return ['=', '!=', ':'].includes(comparator);
    case 'state':
      return ['=', '!='].includes(comparator) && Object.hasOwn(enums.JobState, value);
    case 'create_time':
    case 'createTime':
      return comparator !== ':' && parseTimeMs(value) !== undefined;
    default:
      if (!/^labels\.[^.]+$/.test(field)) return false;
      return comparator === '=' || (comparator === ':' && value === '*' && !quoted);
  }
}

function holds(restriction: Restriction, job: JobRecord, nowMs: number): boolean {
  const { field, comparator, value } = restriction;
  switch (field) {
    case 'display_name':
    case 'displayName':
      return comparator === ':'
        ? wildcard(value).test(job.checked.displayName)
        : compare(job.checked.displayName, comparator, value);
    case 'state':
      return compare(`JOB_STATE_${stepAt(job.timeline, nowMs).state}`, comparator, value);
    case 'create_time':
    case 'createTime':
      return compare(toMicros(job.createdMs), comparator, toMicros(parseTimeMs(value) ?? NaN));
    default: {
      const label = job.checked.labels[field.slice('labels.'.length)];
      return comparator === ':' ? label !== undefined : label === value;
    }
  }
}

function wildcard(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`, 'u');
}
