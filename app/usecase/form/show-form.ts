import type { Answer } from '../../domain/answer/answer.ts';
import type { LaunchForm } from '../../domain/form/launch-form.ts';
import type { PermissionRequest } from '../permission/permission-request.ts';
import type { Request } from '../ports/interactions.ts';
import { openWindow } from '../permission/open-window.ts';
import { withLock, type FormDeps } from './form-template.ts';

/** Makes the form and opens it, or answers why it can't. */
export function showForm(
  deps: FormDeps,
  request: Request,
  verb: PermissionRequest['verb'],
  make: () => Promise<LaunchForm | Answer>,
): void {
  openWindow(deps, request, { verb, subject: 'form' }, async () => {
    const form = await make();
    return 'kind' in form
      ? { answer: form }
      : { window: { kind: 'launch-form', form: await withLock(deps, form) } };
  });
}
