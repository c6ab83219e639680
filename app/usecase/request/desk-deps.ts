import type { EditTemplateDeps } from '../template/edit-template.ts';
import type { ExamineDeps } from '../doctor/examine.ts';
import type { FormDeps } from '../launch/launch-form.ts';
import type { JobLogs } from '../ports/job-logs.ts';
import type { ShowStatusDeps } from '../job/show-status.ts';

/** What the desk needs for everything that can be asked of it. */
export type DeskDeps = FormDeps &
  EditTemplateDeps &
  ExamineDeps &
  ShowStatusDeps & {
    readonly newId: () => string;
    readonly logs: JobLogs;
    /** Something was made due. */
    readonly wake: () => void;
  };
