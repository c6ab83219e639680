import type { JobKey, Target } from '../../app/domain/job/job.ts';

/** The job's page in the Google Cloud console (the path since the product was renamed in 2026). */
export function consoleUrl(key: JobKey, target: Target): string {
  const project = encodeURIComponent(target.project);
  return `https://console.cloud.google.com/agent-platform/locations/${key.location}/training/${key.id}?project=${project}`;
}

/** The job's log in Cloud Logging. */
export function logsUrl(key: JobKey, target: Target): string {
  const project = encodeURIComponent(target.project);
  return `https://console.cloud.google.com/logs/viewer?project=${project}&resource=ml_job%2Fjob_id%2F${key.id}`;
}

/** Where more of a quota can be requested. */
export function quotaUrl({ project }: Target, name: string): string {
  const metric = encodeURIComponent(`aiplatform.googleapis.com/${name}`);
  return `https://console.cloud.google.com/iam-admin/quotas?project=${encodeURIComponent(project)}&service=aiplatform.googleapis.com&metric=${metric}`;
}

/**
 * A message's permalink, in the form of https://docs.slack.dev/reference/methods/chat.getPermalink.
 */
export function messageUrl(workspaceUrl: string, channel: string, ts: string): string {
  return `${workspaceUrl}archives/${channel}/p${ts.replace('.', '')}`;
}
