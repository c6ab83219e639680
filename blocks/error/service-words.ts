import type { KnownService, MissingPermission } from '../../app/domain/error/explanation.ts';

type ServiceWords = {
  readonly name: string;
  /** Where its roles are granted. */
  readonly on: string;
};

const services: Readonly<Record<KnownService, ServiceWords>> = {
  storage: { name: 'Cloud Storage', on: 'the bucket' },
  artifactregistry: { name: 'Artifact Registry', on: 'the repository' },
  secretmanager: { name: 'Secret Manager', on: 'the secret' },
  bigquery: { name: 'BigQuery', on: 'the project or dataset' },
  aiplatform: { name: 'Vertex AI', on: 'the project' },
  iam: { name: 'a service account', on: 'the service account' },
};

/** What a permission protects. A service that isn't known has the name that Google writes. */
export function serviceWords({ service, permission }: MissingPermission): ServiceWords {
  const [name = ''] = permission.split('.');
  return service === undefined ? { name, on: 'the project' } : services[service];
}
