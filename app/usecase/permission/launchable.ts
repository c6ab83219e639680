// What a form or Home offers somebody to launch. Offering decides nothing: the launch itself is
// asked about when it is stored and when it is accepted.

import type { Requester } from '../../domain/launch/launch.ts';
import type { Template } from '../../domain/template/template.ts';
import type { Templates } from '../ports/templates.ts';
import { decideNow, type DecideDeps } from './decide.ts';
import { accessIn } from './template-access.ts';

type LaunchableDeps = DecideDeps & { readonly templates: Pick<Templates, 'list'> };

/** `others`: how many templates there are besides. */
type Launchable = { readonly templates: readonly Template[]; readonly others: number };

/**
 * The templates that somebody may launch where they ask; at Home, in any channel. While Slack
 * hasn't said enough about them, all are offered.
 */
export async function launchable(deps: LaunchableDeps, requester: Requester): Promise<Launchable> {
  const all = await deps.templates.list();
  const anywhere = requester.atHome === true;
  const templates = all.filter(
    (one) =>
      decideNow(deps, requester, 'launch', {
        ...{ template: one.name, access: accessIn(one), anywhere },
      })?.allowed !== false,
  );
  return { templates, others: all.length - templates.length };
}
