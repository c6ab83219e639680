import type { TemplateAction } from '../../../app/domain/command/parse/command-problem.ts';

/** What each action takes, after the slash command and `template`. */
export const templateUsage: Readonly<Record<TemplateAction, string>> = {
  list: 'list',
  show: 'show <template> [version]',
  save: 'save <template> [from <job>]',
  edit: 'edit <template>',
  history: 'history <template> [version [version] | before version]',
  restore: 'restore <template> <version> [note]',
  delete: 'delete <template> [note]',
};
