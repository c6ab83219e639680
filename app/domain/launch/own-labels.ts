import { launchIdLabel, reservedLabels, type CustomJobBody } from '../job/job.ts';
import type { Launch } from './launch.ts';
import { templateSlug } from '../template/template-name.ts';

/**
 * A launch's body with the bot's labels: the launch id links the job to its launch; the others are
 * for people who read the bill.
 */
export function withOwnLabels(
  body: CustomJobBody,
  { id, requester, template }: Pick<Launch, 'id' | 'requester' | 'template'>,
): CustomJobBody {
  return {
    ...body,
    labels: {
      ...body.labels,
      [launchIdLabel]: id,
      'launched-by': requester.userId.toLowerCase(),
      template: templateSlug(template.name),
    },
  };
}

/** A body without them, above all without the launch id: a re-run gets its own. */
export function withoutOwnLabels(body: CustomJobBody): CustomJobBody {
  const own: readonly string[] = reservedLabels;
  const labels = Object.entries(body.labels ?? {}).filter(([key]) => !own.includes(key));
  return { ...body, labels: Object.fromEntries(labels) };
}
