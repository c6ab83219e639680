// A launch as it is stored first.

import { launchIdLabel, type CustomJobBody } from '../../domain/job/job.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { templateSlug } from '../../domain/template/template-name.ts';

/** A template filled with what a person chose: checked, and as it will be sent but for the bot's own labels. */
export type FilledLaunch = Pick<
  Launch,
  'template' | 'parameters' | 'target' | 'body' | 'maxTimeMs'
> & {
  /** Places that nothing here knows, and that are sent as they are. */
  readonly unchecked?: readonly string[] | undefined;
};

/** What a launch begins with. */
export function newLaunch(
  { template, parameters, target, body, maxTimeMs }: FilledLaunch,
  requester: Launch['requester'],
) {
  return {
    template,
    parameters,
    target,
    body,
    maxTimeMs,
    requester,
    attempts: 0,
  } as const;
}

/** The bot's own labels: which launch a job belongs to, for us; who and what, for people reading the bill. */
export function label({ id, requester: requester, template, body }: Launch): CustomJobBody {
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
