// The v1beta1 messages that make up a CustomJob, from the discovery document of 2026-09.
// Types are `string` and the like, `T[]`, `map` (of strings), or the name of an enum or message. A leading `out ` marks output-only fields.

import { billingMessages } from './proto-billing.ts';

export const enums = {
  JobState: {
    JOB_STATE_UNSPECIFIED: 0,
    JOB_STATE_QUEUED: 1,
    JOB_STATE_PENDING: 2,
    JOB_STATE_RUNNING: 3,
    JOB_STATE_SUCCEEDED: 4,
    JOB_STATE_FAILED: 5,
    JOB_STATE_CANCELLING: 6,
    JOB_STATE_CANCELLED: 7,
    JOB_STATE_PAUSED: 8,
    JOB_STATE_EXPIRED: 9,
    JOB_STATE_UPDATING: 10,
    JOB_STATE_PARTIALLY_SUCCEEDED: 11,
  },
  AcceleratorType: {
    ACCELERATOR_TYPE_UNSPECIFIED: 0,
    NVIDIA_TESLA_K80: 1,
    NVIDIA_TESLA_P100: 2,
    NVIDIA_TESLA_V100: 3,
    NVIDIA_TESLA_P4: 4,
    NVIDIA_TESLA_T4: 5,
    TPU_V2: 6,
    TPU_V3: 7,
    NVIDIA_TESLA_A100: 8,
    NVIDIA_A100_80GB: 9,
    TPU_V4_POD: 10,
    NVIDIA_L4: 11,
    TPU_V5_LITEPOD: 12,
    NVIDIA_H100_80GB: 13,
    NVIDIA_H100_MEGA_80GB: 14,
    NVIDIA_H200_141GB: 15,
    NVIDIA_B200: 16,
    NVIDIA_GB200: 17,
    NVIDIA_RTX_PRO_6000: 18,
  },
  'Scheduling.Strategy': {
    STRATEGY_UNSPECIFIED: 0,
    ON_DEMAND: 1,
    LOW_COST: 2,
    STANDARD: 3,
    SPOT: 4,
    FLEX_START: 6,
  },
  'ReservationAffinity.Type': {
    TYPE_UNSPECIFIED: 0,
    NO_RESERVATION: 1,
    ANY_RESERVATION: 2,
    SPECIFIC_RESERVATION: 3,
  },
} as const satisfies Record<string, Record<string, number>>;

export const messages = {
  CustomJob: {
    name: 'out string',
    displayName: 'string',
    jobSpec: 'CustomJobSpec',
    state: 'out JobState',
    createTime: 'out timestamp',
    startTime: 'out timestamp',
    endTime: 'out timestamp',
    updateTime: 'out timestamp',
    error: 'out Status',
    labels: 'map',
    encryptionSpec: 'EncryptionSpec',
    webAccessUris: 'out map',
    satisfiesPzs: 'out bool',
    satisfiesPzi: 'out bool',
  },
  CustomJobSpec: {
    persistentResourceId: 'string',
    workerPoolSpecs: 'WorkerPoolSpec[]',
    scheduling: 'Scheduling',
    serviceAccount: 'string',
    network: 'string',
    reservedIpRanges: 'string[]',
    pscInterfaceConfig: 'PscInterfaceConfig',
    baseOutputDirectory: 'GcsDestination',
    protectedArtifactLocationId: 'string',
    tensorboard: 'string',
    enableWebAccess: 'bool',
    enableDashboardAccess: 'bool',
    experiment: 'string',
    experimentRun: 'string',
    models: 'string[]',
  },
  WorkerPoolSpec: {
    containerSpec: 'ContainerSpec',
    pythonPackageSpec: 'PythonPackageSpec',
    machineSpec: 'MachineSpec',
    replicaCount: 'int64',
    nfsMounts: 'NfsMount[]',
    lustreMounts: 'LustreMount[]',
    diskSpec: 'DiskSpec',
  },
  ContainerSpec: { imageUri: 'string', command: 'string[]', args: 'string[]', env: 'EnvVar[]' },
  PythonPackageSpec: {
    executorImageUri: 'string',
    packageUris: 'string[]',
    pythonModule: 'string',
    args: 'string[]',
    env: 'EnvVar[]',
  },
  EnvVar: { name: 'string', value: 'string' },
  MachineSpec: {
    machineType: 'string',
    acceleratorType: 'AcceleratorType',
    acceleratorCount: 'int32',
    gpuPartitionSize: 'string',
    tpuTopology: 'string',
    multihostGpuNodeCount: 'int32',
    reservationAffinity: 'ReservationAffinity',
    minGpuDriverVersion: 'string',
  },
  ReservationAffinity: {
    reservationAffinityType: 'ReservationAffinity.Type',
    key: 'string',
    values: 'string[]',
  },
  DiskSpec: { bootDiskType: 'string', bootDiskSizeGb: 'int32' },
  NfsMount: { server: 'string', path: 'string', mountPoint: 'string' },
  LustreMount: {
    instanceIp: 'string',
    volumeHandle: 'string',
    filesystem: 'string',
    mountPoint: 'string',
  },
  Scheduling: {
    timeout: 'duration',
    restartJobOnWorkerRestart: 'bool',
    strategy: 'Scheduling.Strategy',
    disableRetries: 'bool',
    maxWaitDuration: 'duration',
  },
  PscInterfaceConfig: { networkAttachment: 'string', dnsPeeringConfigs: 'DnsPeeringConfig[]' },
  DnsPeeringConfig: { domain: 'string', targetProject: 'string', targetNetwork: 'string' },
  GcsDestination: { outputUriPrefix: 'string' },
  EncryptionSpec: { kmsKeyName: 'string' },
  Status: { code: 'int32', message: 'string', details: 'any' },
  Empty: {},
  ListCustomJobsResponse: { customJobs: 'CustomJob[]', nextPageToken: 'string' },
  Operation: { name: 'string', metadata: 'any', done: 'bool', error: 'Status', response: 'any' },
  Location: {
    name: 'string',
    locationId: 'string',
    displayName: 'string',
    labels: 'map',
    metadata: 'any',
  },
  ...billingMessages,
  ListLocationsResponse: { locations: 'Location[]', nextPageToken: 'string' },
} as const satisfies Record<string, Record<string, string>>;

export type MessageName = keyof typeof messages;
export type EnumName = keyof typeof enums;

export type Field = {
  /** The name in JSON. */
  readonly name: string;
  readonly type: string;
  readonly repeated: boolean;
  readonly outputOnly: boolean;
};

/** Whether a type is a message. */
export const isMessage = (type: string): type is MessageName => Object.hasOwn(messages, type);
/** Whether a type is an enum. */
export const isEnum = (type: string): type is EnumName => Object.hasOwn(enums, type);

/** `workerPoolSpecs` → `worker_pool_specs`: the proto's name of a field, used in error paths. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The fields of each message by both of their names: every value of every request and answer is looked up here. */
const fields = new Map(
  Object.entries(messages).map(([message, spelled]) => [
    message,
    new Map(
      Object.entries<string>(spelled).flatMap((entry) => {
        const field = readField(entry);
        return [[field.name, field] as const, [snakeCase(field.name), field] as const];
      }),
    ),
  ]),
);

/** A message's field by its camelCase or snake_case name. */
export function fieldOf(message: MessageName, name: string): Field | undefined {
  return fields.get(message)?.get(name);
}

function readField([camel, spelled]: readonly [string, string]): Field {
  const outputOnly = spelled.startsWith('out ');
  const type = outputOnly ? spelled.slice(4) : spelled;
  const repeated = type.endsWith('[]');
  return { name: camel, type: repeated ? type.slice(0, -2) : type, repeated, outputOnly };
}

/** The number of an enum value. */
export function enumNumber(type: EnumName, word: string): number | undefined {
  return Object.entries(enums[type]).find(([name]) => name === word)?.[1];
}

/** The name of an enum value. */
export function enumWord(type: EnumName, number: number): string | undefined {
  return Object.entries(enums[type]).find(([, value]) => value === number)?.[0];
}
