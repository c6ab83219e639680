// The least privileged predefined role that grants a permission, by the permission's name
// (`service.resource.verb`).

import type { KnownService, MissingPermission } from './explanation.ts';

/**
 * Who needs it if Google names nobody: the job, for what its program does, or the bot, for calls to
 * Vertex AI.
 */
type Whose = 'job' | 'bot';

type Roles = {
  readonly whose: Whose;
  readonly roleFor: (permission: string) => string | undefined;
};

/** https://cloud.google.com/storage/docs/access-control/iam-roles */
export function storageRole(permissions: readonly string[]): string {
  if (permissions.some((one) => one.startsWith('storage.buckets.'))) return 'roles/storage.admin';
  return permissions.every((one) => /^storage\.objects\.(?:get|list)$/.test(one))
    ? 'roles/storage.objectViewer'
    : 'roles/storage.objectAdmin';
}

/** https://cloud.google.com/artifact-registry/docs/access-control */
const imageRole = (permission: string): string =>
  /\.(?:get|list|downloadArtifacts)$/i.test(permission)
    ? 'roles/artifactregistry.reader'
    : 'roles/artifactregistry.writer';

/** https://cloud.google.com/secret-manager/docs/access-control */
const secretRole = (permission: string): string =>
  permission === 'secretmanager.versions.access'
    ? 'roles/secretmanager.secretAccessor'
    : /\.(?:get|list)$/.test(permission)
      ? 'roles/secretmanager.viewer'
      : 'roles/secretmanager.admin';

/** https://cloud.google.com/bigquery/docs/access-control */
function tableRole(permission: string): string {
  if (permission.startsWith('bigquery.jobs.')) return 'roles/bigquery.jobUser';
  if (permission.startsWith('bigquery.readsessions.')) return 'roles/bigquery.readSessionUser';
  return /\.(?:get|getData|list)$/.test(permission)
    ? 'roles/bigquery.dataViewer'
    : 'roles/bigquery.dataEditor';
}

const roles: Readonly<Record<KnownService, Roles>> = {
  storage: { whose: 'job', roleFor: (permission) => storageRole([permission]) },
  artifactregistry: { whose: 'job', roleFor: imageRole },
  secretmanager: { whose: 'job', roleFor: secretRole },
  bigquery: { whose: 'job', roleFor: tableRole },
  aiplatform: { whose: 'bot', roleFor: () => 'roles/aiplatform.user' },
  iam: {
    whose: 'bot',
    roleFor: (permission) =>
      /\.actAs$/i.test(permission) ? 'roles/iam.serviceAccountUser' : undefined,
  },
};

const isKnown = (service: string): service is KnownService => Object.hasOwn(roles, service);

/** The role that grants a permission, and who needs it. For an unknown service, there is none. */
export function accessOf(permission: string): MissingPermission & { readonly whose: Whose } {
  const [name = ''] = permission.split('.');
  const service = isKnown(name) ? name : undefined;
  const known = service && roles[service];
  return { permission, service, role: known?.roleFor(permission), whose: known?.whose ?? 'bot' };
}
