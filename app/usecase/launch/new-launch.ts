// A launch as it is first stored.

import { launchIdLabel, type CustomJobBody } from '../../domain/job/job.ts';
import type { Launch } from '../../domain/launch/launch.ts';
import { templateSlug } from '../../domain/template/template-name.ts';

/** A template filled with a person's choices: checked, and complete except for the bot's labels. */
export type FilledLaunch = Pick<
  Launch,
  'template' | 'parameters' | 'target' | 'body' | 'maxTimeMs'
> & {
  /** Paths of unknown fields, which are sent as they are. */
  readonly unchecked?: readonly string[] | undefined;
};

/** The initial fields of a launch. */
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

/**
 * The bot's labels: the launch id links the job to its launch; the others are for people who read
 * the bill.
 */
export function label({ id, requester, template, body }: Launch): CustomJobBody {
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
