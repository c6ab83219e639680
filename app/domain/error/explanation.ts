// What the bot understands of an error: a kind, and the facts that it takes from Google's message.
// The words are in `blocks/error/cause-words.ts`. Facts are foreign text.

/** A cause that a change to the job's spec can fix. Only some people can make one. */
export type SpecCause =
  | { readonly kind: 'low-memory'; readonly pool: string | undefined }
  | { readonly kind: 'low-disk'; readonly pool: string | undefined }
  | { readonly kind: 'killed' }
  | { readonly kind: 'no-machines' }
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'not-executable' }
  | { readonly kind: 'command-not-found' }
  | { readonly kind: 'not-started' }
  | { readonly kind: 'machine-not-offered'; readonly machineType: string }
  | { readonly kind: 'machine-refused' }
  | { readonly kind: 'disk-not-offered'; readonly diskType: string }
  | { readonly kind: 'no-accelerators' }
  | {
      readonly kind: 'accelerator-count';
      readonly count: string;
      readonly accelerator: string;
      readonly machineType: string | undefined;
    }
  | {
      readonly kind: 'accelerator-misfit';
      readonly accelerator: string;
      readonly machineType: string;
    }
  | { readonly kind: 'accelerator-not-offered'; readonly accelerator: string }
  | { readonly kind: 'accelerator-by-half' }
  | { readonly kind: 'env-apostrophe' }
  | { readonly kind: 'env-empty' }
  | { readonly kind: 'value-missing' }
  | { readonly kind: 'display-name-too-long' }
  | { readonly kind: 'label-refused' }
  | { readonly kind: 'storage-address-malformed' }
  | { readonly kind: 'network-incomplete' }
  | { readonly kind: 'service-account-malformed' }
  | { readonly kind: 'tensorboard-without-account' }
  | { readonly kind: 'tensorboard-refused' }
  | { readonly kind: 'image-refused' }
  | { readonly kind: 'persistent-resource-refused' }
  | { readonly kind: 'first-pool-replicas' }
  | { readonly kind: 'pool-runs-nothing' }
  | { readonly kind: 'max-wait-alone' }
  | { readonly kind: 'unknown-field'; readonly field: string; readonly at: string | undefined }
  | { readonly kind: 'wrong-value'; readonly at: string };

/** The services whose permissions the bot knows, by the first word of the permission. */
export type KnownService =
  'storage' | 'artifactregistry' | 'secretmanager' | 'bigquery' | 'aiplatform' | 'iam';

/** A permission that Google found missing. */
export type MissingPermission = {
  /** `service.resource.verb`. */
  readonly permission: string;
  readonly service: KnownService | undefined;
  /** The least privileged predefined role that has it, if known. */
  readonly role: string | undefined;
};

/** A cause outside the spec: an account, a quota, the program, or Google itself. */
export type OutsideCause =
  | { readonly kind: 'over-quota'; readonly quotas: readonly ExceededQuota[] }
  | { readonly kind: 'exhausted' }
  | {
      readonly kind: 'image-not-pulled';
      readonly agent: string | undefined;
      readonly repository: string | undefined;
    }
  | { readonly kind: 'aborted' }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'told-to-stop' }
  | { readonly kind: 'signal'; readonly signal: number }
  | { readonly kind: 'exit-code'; readonly code: number }
  | { readonly kind: 'internal' }
  | { readonly kind: 'unavailable' }
  | { readonly kind: 'not-cancellable' }
  | { readonly kind: 'project-refused' }
  | { readonly kind: 'permission-denied' }
  | { readonly kind: 'act-as-refused'; readonly account: string }
  | ({ readonly kind: 'bot-refused' } & MissingPermission)
  | ({
      readonly kind: 'no-access';
      /** The account that Google names; else it is the job's. */
      readonly account: string | undefined;
      /** Google doesn't tell whether the thing exists. */
      readonly mayNotExist: boolean;
    } & MissingPermission)
  | {
      readonly kind: 'no-bucket-access';
      readonly account: string | undefined;
      readonly permissions: readonly string[];
      readonly role: string;
      readonly bucket: string;
    }
  | { readonly kind: 'api-disabled' }
  | { readonly kind: 'no-billing' }
  | { readonly kind: 'policy-forbids'; readonly constraint: string }
  | { readonly kind: 'key-unusable' };

export type ExceededQuota = {
  readonly name: string;
  /** How much of it the job takes, if known. */
  readonly demand: number | undefined;
};

export type Cause = SpecCause | OutsideCause;

/** One entry of a rejected create. */
export type FoundError = {
  /** The field's path; undefined if Google's text is no path. */
  readonly field: string | undefined;
  /** Undefined if unknown. Google found it in the request, so the spec is to be changed. */
  readonly cause: Cause | undefined;
};

export type Explanation =
  | Cause
  | {
      readonly kind: 'found-errors';
      /** The first ones. */
      readonly errors: readonly [FoundError, ...FoundError[]];
      /** How many there are besides. */
      readonly more: number;
    };
