// What happened, and what to do, for each cause of an error at Google: the one table of these words,
// as long as there are causes.

import type {
  Cause,
  ExceededQuota,
  OutsideCause,
  SpecCause,
} from '../../app/domain/error/explanation.ts';
import { code, sentence, type Sentence } from '../../app/domain/text/sentence.ts';
import type { OfKind, WordsByKind } from '../kit/words-by-kind.ts';
import { serviceWords } from './service-words.ts';

export type CauseWords = {
  /** What happened, in a few words; may contain foreign text. */
  readonly what: string;
  /**
   * What to do, for a job in its present project and region; Google's own message is shown below.
   * It never suggests another place: whether the job may run there is the template's decision.
   */
  readonly hint: Sentence;
  /**
   * If the hint is a change to the spec: what somebody can do who can't make it. `ask`: only ask
   * whoever can.
   */
  readonly others?: Sentence | 'ask' | undefined;
};

type SpecWords = CauseWords & { readonly others: Sentence | 'ask' };
type OutsideWords = CauseWords & { readonly others?: undefined };

const smallerBatch = sentence`Try a smaller batch, or ask whoever maintains the template for a machine with more memory.`;

const moreMemory = sentence`Choose a machineType with more memory, or a smaller batch.`;

/** For a value that may have been given with the launch, as a parameter. */
const ownValue = sentence`Check the values that you gave; what you didn’t give is set in its template: ask whoever maintains it.`;

const logTells = (what: 'where' | 'why'): Sentence => sentence`The log’s last lines say ${what}.`;

const launchAgain = sentence`Launch it again; nothing in the job needs a change.`;

const within = (pool: string | undefined): string => (pool === undefined ? '' : ` in ${pool}`);

const accountOr = (account: string | undefined, otherwise: string): Sentence =>
  account === undefined ? sentence`${otherwise}` : code(account);

const inList = (items: readonly Sentence[]): Sentence =>
  items.reduce<Sentence>((all, item) => (all.length === 0 ? item : sentence`${all}, ${item}`), []);

const wanted = ({ name, demand }: ExceededQuota): Sentence =>
  demand === undefined ? code(name) : sentence`\`${name}\` (this job takes ${demand})`;

const words: WordsByKind<SpecCause, SpecWords> & WordsByKind<OutsideCause, OutsideWords> = {
  'low-memory': ({ pool }) => ({
    what: `out of memory${within(pool)}`,
    hint: moreMemory,
    others: smallerBatch,
  }),
  'low-disk': ({ pool }) => ({
    what: `disk full${within(pool)}`,
    hint: sentence`Raise \`diskSpec.bootDiskSizeGb\`, or write to Cloud Storage instead of the boot disk.`,
    others: sentence`Let it write to Cloud Storage instead of the boot disk, whose size is set in its template.`,
  }),
  killed: () => ({
    what: 'killed, most likely out of memory',
    hint: moreMemory,
    others: smallerBatch,
  }),
  'over-quota': ({ quotas }) => ({
    what: 'over quota',
    hint: sentence`Ask for more of ${inList(quotas.map(wanted))} in IAM & Admin → Quotas, or wait for other jobs to end.`,
  }),
  exhausted: () => ({
    what: 'resources exhausted',
    hint: sentence`Check the project’s quotas, or wait for other jobs to end.`,
  }),
  'no-machines': () => ({
    what: 'no capacity in this region',
    hint: sentence`Launch it again later, with another accelerator, or with \`scheduling.strategy\`: \`FLEX_START\` waits for them, \`SPOT\` takes what others leave.`,
    others: sentence`Launch it again later.`,
  }),
  'timed-out': () => ({
    what: 'timed out',
    hint: sentence`Raise \`max-time\` (\`scheduling.timeout\`), or make the job shorter.`,
    others: sentence`Launch it again with a longer \`max-time\`, or make the job shorter.`,
  }),
  internal: () => ({ what: 'an internal error at Google', hint: launchAgain }),
  unavailable: () => ({ what: 'the service was unavailable', hint: launchAgain }),
  'not-cancellable': () => ({
    what: 'it can’t be cancelled any more',
    hint: sentence`It has most likely ended by itself: its thread says how.`,
  }),

  // How the program ended.
  'not-executable': () => ({
    what: 'the command is not executable',
    hint: sentence`Check the container’s command and its file mode.`,
    others: 'ask',
  }),
  'command-not-found': () => ({
    what: 'the command was not found',
    hint: sentence`Check the container’s command and its PATH.`,
    others: 'ask',
  }),
  'not-started': () => ({
    what: 'the container could not start',
    hint: sentence`Check the container’s command and entry point.`,
    others: 'ask',
  }),
  aborted: () => ({ what: 'the program aborted', hint: logTells('where') }),
  crashed: () => ({ what: 'the program crashed (segmentation fault)', hint: logTells('where') }),
  'told-to-stop': () => ({
    what: 'the program was told to stop (SIGTERM)',
    hint: sentence`A preempted machine does that; otherwise the log says more.`,
  }),
  signal: ({ signal }) => ({ what: `ended by signal ${signal}`, hint: logTells('why') }),
  'exit-code': ({ code }) => ({
    what: `the program ended with exit code ${code}`,
    hint: logTells('why'),
  }),

  // Accounts, permissions and projects.
  'image-not-pulled': ({ agent, repository }) => ({
    what: 'the image can’t be pulled',
    hint: sentence`Check that the repository and host exist, and give ${accountOr(agent, 'the Vertex service agent')} \`roles/artifactregistry.reader\` on ${repository === undefined ? 'it' : code(repository)}.`,
  }),
  'act-as-refused': ({ account }) => ({
    what: 'the bot may not act as the job’s service account',
    hint: sentence`Give the bot’s account \`roles/iam.serviceAccountUser\` on \`${account}\`, or check that it exists.`,
  }),
  'bot-refused': (missing) => ({
    what: 'Google refused the bot’s account',
    hint: sentence`Give it a role with \`${missing.permission}\`${missing.role === undefined ? '' : sentence`, such as \`${missing.role}\`,`} on ${serviceWords(missing).on}.`,
  }),
  'no-access': ({ account, mayNotExist, ...missing }) => {
    const { name, on } = serviceWords(missing);
    const { permission, role } = missing;
    const granted = role === undefined ? sentence`a role with ${code(permission)}` : code(role);
    const lacks = role === undefined ? '' : sentence` (it lacks \`${permission}\`)`;
    const check = mayNotExist ? ', or check that it is there' : '';
    return {
      what: `no access to ${name}`,
      hint: sentence`Give ${accountOr(account, 'the job’s service account')} ${granted} on ${on}${lacks}${check}.`,
    };
  },
  'no-bucket-access': ({ account, permissions, role, bucket }) => ({
    what: `no access to the bucket ${bucket}`,
    hint: sentence`Give ${accountOr(account, 'the job’s service account')} \`${role}\` on \`gs://${bucket}\` (it lacks ${inList(permissions.map(code))}), or choose another bucket.`,
  }),
  'permission-denied': () => ({
    what: 'permission denied',
    hint: sentence`Check the roles of the job’s service account.`,
  }),
  'project-refused': () => ({
    what: 'Google does not know the project, or refuses it',
    hint: sentence`Check the project of the target: \`VERTEX_TARGETS\` takes its id, not its name, and Vertex AI must be enabled there.`,
  }),
  'api-disabled': () => ({
    what: 'Vertex AI is not enabled in this project',
    hint: sentence`Enable \`aiplatform.googleapis.com\` there, wait a few minutes, and launch again.`,
  }),
  'no-billing': () => ({
    what: 'the project has no billing',
    hint: sentence`Link a billing account to it, and launch again.`,
  }),
  'policy-forbids': ({ constraint }) => ({
    what: 'a policy of your organization forbids it',
    hint: sentence`Ask your administrators about \`${constraint}\`.`,
  }),
  'key-unusable': () => ({
    what: 'the encryption key can’t be used',
    hint: sentence`Give the Vertex service agent \`roles/cloudkms.cryptoKeyEncrypterDecrypter\` on the key, and check that it is in the job’s region.`,
  }),

  // Machines and accelerators.
  'machine-not-offered': ({ machineType }) => ({
    what: `machine type ${machineType} is not offered here`,
    hint: sentence`Choose another machineType.`,
    others: sentence`Ask whoever maintains its template for another machine.`,
  }),
  'machine-refused': () => ({
    what: 'the machine type is refused',
    hint: sentence`Choose another \`machineType\`.`,
    others: 'ask',
  }),
  'disk-not-offered': ({ diskType }) => ({
    what: `boot disk type ${diskType} is not offered here`,
    hint: sentence`Choose another \`diskSpec.bootDiskType\`, such as \`pd-ssd\`.`,
    others: 'ask',
  }),
  'no-accelerators': () => ({
    what: 'this project gets no accelerators',
    hint: sentence`Check its billing account (a free trial has no GPUs) and its GPU quotas, or leave \`acceleratorType\` and \`acceleratorCount\` out.`,
    others: sentence`Ask whoever runs the project to check its billing account (a free trial has no GPUs) and its GPU quotas.`,
  }),
  'accelerator-count': ({ count, accelerator, machineType }) => ({
    what: `${count} × ${accelerator} does not go with ${machineType ?? 'this machine'}`,
    hint: sentence`Choose another \`acceleratorCount\`, or a machineType that carries as many.`,
    others: 'ask',
  }),
  'accelerator-misfit': ({ accelerator, machineType }) => ({
    what: `${accelerator} does not go with ${machineType}`,
    hint: sentence`Choose a machineType that carries it, or another \`acceleratorType\`.`,
    others: 'ask',
  }),
  'accelerator-not-offered': ({ accelerator }) => ({
    what: `${accelerator} is not offered here`,
    hint: sentence`Choose another \`acceleratorType\`.`,
    others: sentence`Ask whoever maintains its template for another accelerator.`,
  }),
  'accelerator-by-half': () => ({
    what: 'an accelerator’s type without its count, or the count without the type',
    hint: sentence`Set \`acceleratorType\` and \`acceleratorCount\` both, or neither.`,
    others: 'ask',
  }),

  // Other fields of a create.
  'env-apostrophe': () => ({
    what: 'an apostrophe in an env value',
    hint: sentence`Write \\' in its place, or leave it out.`,
    others: ownValue,
  }),
  'env-empty': () => ({
    what: 'an env variable is empty',
    hint: sentence`Give it a value, or leave the variable out.`,
    others: ownValue,
  }),
  'value-missing': () => ({
    what: 'a required value is missing',
    hint: sentence`Give it a value.`,
    others: ownValue,
  }),
  'wrong-value': ({ at }) => ({
    what: 'a value of the wrong kind',
    hint: sentence`Change \`${at}\`: Google’s words below say what it takes.`,
    others: ownValue,
  }),
  'display-name-too-long': () => ({
    what: 'the display name is too long',
    hint: sentence`Shorten it to 128 characters.`,
    others: ownValue,
  }),
  'label-refused': () => ({
    what: 'a label is not allowed',
    hint: sentence`Keys and values take lowercase letters, digits, \`_\` and \`-\`, at most 63 characters each and 128 bytes a value; a job has at most 64.`,
    others: ownValue,
  }),
  'storage-address-malformed': () => ({
    what: 'not a Cloud Storage address',
    hint: sentence`Write it as \`gs://bucket/folder\`.`,
    others: ownValue,
  }),
  'network-incomplete': () => ({
    what: 'the network’s name is incomplete',
    hint: sentence`Write \`projects/NUMBER/global/networks/NAME\`, with the project’s number.`,
    others: 'ask',
  }),
  'service-account-malformed': () => ({
    what: 'not a service account’s address',
    hint: sentence`Write its email address: \`name@project.iam.gserviceaccount.com\`.`,
    others: 'ask',
  }),
  'tensorboard-without-account': () => ({
    what: 'a TensorBoard needs a service account',
    hint: sentence`Set \`serviceAccount\`.`,
    others: 'ask',
  }),
  'tensorboard-refused': () => ({
    what: 'the TensorBoard is refused',
    hint: sentence`Write \`projects/PROJECT/locations/REGION/tensorboards/ID\`, of the same project and region.`,
    others: 'ask',
  }),
  'image-refused': () => ({
    what: 'the image is refused',
    hint: sentence`Write it as \`REGION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE:TAG\`, and check that it is there.`,
    others: 'ask',
  }),
  'persistent-resource-refused': () => ({
    what: 'the persistent resource is refused',
    hint: sentence`Check that it is there, in the same project and region.`,
    others: 'ask',
  }),
  'first-pool-replicas': () => ({
    what: 'the first worker pool has exactly one replica',
    hint: sentence`Set its \`replicaCount\` to 1, and put the others into a second pool.`,
    others: 'ask',
  }),
  'pool-runs-nothing': () => ({
    what: 'a worker pool needs one thing to run',
    hint: sentence`Give it \`containerSpec\` or \`pythonPackageSpec\`, not both.`,
    others: 'ask',
  }),
  'max-wait-alone': () => ({
    what: 'maxWaitDuration goes with FLEX_START only',
    hint: sentence`Leave \`scheduling.maxWaitDuration\` out, or set \`scheduling.strategy\` to \`FLEX_START\`.`,
    others: 'ask',
  }),
  'unknown-field': ({ field, at }) => ({
    what: `Google knows no field ${field}`,
    hint: sentence`Check its spelling and its place${at === undefined ? '' : sentence` in ${code(at)}`}, or leave it out.`,
    others: 'ask',
  }),
};

/** The words for a cause. */
export function sayCause<Kind extends Cause['kind']>(cause: OfKind<Cause, Kind>): CauseWords {
  const all: WordsByKind<Cause, CauseWords> = words;
  return all[cause.kind](cause);
}
