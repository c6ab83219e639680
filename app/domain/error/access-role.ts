// The least privileged predefined role that grants a permission, by the permission's name
// (`service.resource.verb`).

type Access = {
  /** What can't be accessed, in words. */
  readonly thing: string;
  /** Where the role is granted. */
  readonly on: string;
  /**
   * Who needs it if Google names nobody: the job, for what its program does, or the bot, for calls
   * to Vertex AI.
   */
  readonly whose: 'job' | 'bot';
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

const accesses: Readonly<Record<string, Access>> = {
  storage: {
    thing: 'Cloud Storage',
    on: 'the bucket',
    whose: 'job',
    roleFor: (permission) => storageRole([permission]),
  },
  artifactregistry: {
    thing: 'Artifact Registry',
    on: 'the repository',
    whose: 'job',
    roleFor: imageRole,
  },
  secretmanager: { thing: 'Secret Manager', on: 'the secret', whose: 'job', roleFor: secretRole },
  bigquery: {
    thing: 'BigQuery',
    on: 'the project or dataset',
    whose: 'job',
    roleFor: tableRole,
  },
  aiplatform: {
    thing: 'Vertex AI',
    on: 'the project',
    whose: 'bot',
    roleFor: () => 'roles/aiplatform.user',
  },
  iam: {
    thing: 'a service account',
    on: 'the service account',
    whose: 'bot',
    roleFor: (permission) =>
      /\.actAs$/i.test(permission) ? 'roles/iam.serviceAccountUser' : undefined,
  },
};

/**
 * What a permission protects, and the role that grants it. For an unknown service, no role is
 * suggested.
 */
export function accessOf(permission: string): Access {
  const [service = ''] = permission.split('.');
  const known = Object.hasOwn(accesses, service) ? accesses[service] : undefined;
  return known ?? { thing: service, on: 'the project', whose: 'bot', roleFor: () => undefined };
}
