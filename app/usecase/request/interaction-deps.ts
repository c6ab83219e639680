import type { EditTemplateDeps } from '../template/edit-template.ts';
import type { CheckHealthDeps } from '../doctor/check-health.ts';
import type { FormDeps } from '../form/form-template.ts';
import type { JobLogs } from '../ports/job-logs.ts';
import type { ShowPolicyDeps } from '../permission/show-policy.ts';
import type { ShowStatusDeps } from '../job/show-status.ts';

/** The dependencies of all requests. */
export type InteractionDeps = FormDeps &
  EditTemplateDeps &
  CheckHealthDeps &
  ShowPolicyDeps &
  ShowStatusDeps & {
    readonly newId: () => string;
    readonly logs: JobLogs;
    /** Something is due now. */
    readonly wake: () => void;
  };
