import type { EditTemplateDeps } from './edit-template.ts';
import type { ExamineDeps } from './examine.ts';
import type { FormDeps } from './launch-form.ts';
import type { JobLogs } from './logs-port.ts';
import type { ShowStatusDeps } from './show-status.ts';

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
