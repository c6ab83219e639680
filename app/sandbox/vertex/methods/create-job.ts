import type { Json } from '../../shared/json.ts';
import { ApiError, malformed } from '../base/errors.ts';
import { checkAcceleratorQuota } from '../job/accelerator-quota.ts';
import { fillText, type JobRecord, type Place } from '../job/job-record.ts';
import { imageOf, jobSchema, type CheckedJob } from '../job/job-spec.ts';
import type { Choice } from '../job/scenario-rules.ts';
import { scenarios } from '../job/scenario.ts';
import { checkJob } from '../job/spec-check.ts';
import { readMessage } from '../proto/proto-read.ts';
import type { VertexState } from '../state/vertex-state.ts';

/** customJobs.create: checks a job as Vertex does, then creates it. @throws ApiError */
export function createJob(state: VertexState, place: Place, body: Json | undefined): JobRecord {
  if (body === undefined) throw notJson();
  const canonical = readMessage('CustomJob', body, 'custom_job', state.newerFields);
  const checked = jobSchema.parse(canonical);
  checkJob(checked);
  const serviceAccount = checked.jobSpec?.serviceAccount ?? '';
  // The name triggers the refusal, so that any client can get it without a control route.
  if (serviceAccount.startsWith('no-actas')) {
    throw new ApiError(
      'INVALID_ARGUMENT',
      `You do not have permission to act as service_account: ${serviceAccount}. (or it may not exist).`,
    );
  }
  if (/\/no-access\//.test(imageOf(checked) ?? '')) refuse(scenarios['bad-image'], place, checked);
  const live = state.jobs.all().filter(({ deletedMs }) => deletedMs === undefined);
  checkAcceleratorQuota(checked, place, live, state.settings.accelerators, state.clock());
  const choice = state.rules.choose(checked, place.location);
  refuse(choice.scenario, place, checked);
  return state.jobs.create({ place, body: canonical, checked, choice, origin: 'api' });
}

function refuse({ refusal }: Choice['scenario'], place: Place, checked: CheckedJob): void {
  if (refusal !== undefined) {
    throw new ApiError(refusal.status, fillText(refusal.message, { place, id: '', checked }));
  }
}

/** 400 for a body that is not JSON. */
export function notJson(): ApiError {
  const description = 'Invalid JSON payload received. Unexpected token.';
  return malformed([{ field: '', description }]);
}
