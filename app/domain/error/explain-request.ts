// Google's messages about a rejected create, and what to change. The texts come from public reports
// and from the validation of customJobs.create:
// https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/CustomJobSpec

import { ofSpec, say, sayOfValue, valueRemedy, type Matcher } from './explanation.ts';

const labelRule =
  'Keys and values take lowercase letters, digits, `_` and `-`, at most 63 characters each and 128 bytes a value; a job has at most 64.';

/** If the message isn't known, the field's name says what to check. */
const byField: readonly Matcher[] = [
  {
    pattern: /^labels\b[^;]*; Message:/,
    explain: sayOfValue('a label is not allowed', labelRule),
  },
  {
    pattern: /\bimage_uri; Message:/,
    explain: say(
      'the image is refused',
      'Write it as `REGION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE:TAG`, and check that it is there.',
    ),
  },
  {
    pattern: /\bmachine_type; Message:/,
    explain: say('the machine type is refused', 'Choose another `machineType`.'),
  },
  {
    pattern: /\bpersistent_resource_id; Message:/,
    explain: say(
      'the persistent resource is refused',
      'Check that it is there, in the same project and region.',
    ),
  },
  {
    pattern: /\btensorboard; Message:/,
    explain: say(
      'the TensorBoard is refused',
      'Write `projects/PROJECT/locations/REGION/tensorboards/ID`, of the same project and region.',
    ),
  },
];

/** Messages about a single value, alone or in a list of errors. */
export const requestMatchers: readonly Matcher[] = ofSpec([
  {
    pattern: /unescaped apostrophe/i,
    explain: sayOfValue(
      'an apostrophe in an env value',
      String.raw`Write \' in its place, or leave it out.`,
    ),
  },
  {
    pattern: /\benv\[\d{1,4}\]\.value; Message: Required field is not set/i,
    explain: sayOfValue('an env variable is empty', 'Give it a value, or leave the variable out.'),
  },
  {
    pattern: /Required field is not set/i,
    explain: sayOfValue('a required value is missing', 'Give it a value.'),
  },
  {
    pattern: /Accelerators are not supported for this project/i,
    explain: () => ({
      what: 'this project gets no accelerators',
      hint: 'Check its billing account (a free trial has no GPUs) and its GPU quotas, or leave `acceleratorType` and `acceleratorCount` out.',
      withoutSpec:
        'Ask whoever runs the project to check its billing account (a free trial has no GPUs) and its GPU quotas.',
      elsewhere: 'project',
    }),
  },
  {
    pattern:
      /Accelerator count (\d{1,9}) is not supported for accelerator "(\w{1,60})"(?: and machine type "([\w-]{1,60})")?/i,
    explain: ([, count = '', type = '', machine]) => ({
      what: `${count} × ${type} does not go with ${machine ?? 'this machine'}`,
      hint: 'Choose another `acceleratorCount`, or a machineType that carries as many.',
    }),
  },
  {
    pattern:
      /(?:Accelerator|GPU)(?: type)? ["'`]?(\w{1,60})["'`]? is not supported (?:for|with|by|on) (?:the )?machine type ["'`]?([\w-]{1,60})/i,
    explain: ([, type = '', machine = '']) => ({
      what: `${type} does not go with ${machine}`,
      hint: 'Choose a machineType that carries it, or another `acceleratorType`.',
    }),
  },
  {
    pattern: /Accelerator(?: type)? ["'`]?(\w{1,60})["'`]? is not supported/i,
    explain: ([, type = '']) => ({
      what: `${type} is not offered here`,
      hint: 'Choose another `acceleratorType`.',
      withoutSpec: 'Ask whoever maintains its template for another accelerator.',
      elsewhere: 'region',
    }),
  },
  {
    pattern: /Both `?accelerator_type`? and `?accelerator_count`?/i,
    explain: say(
      'an accelerator’s type without its count, or the count without the type',
      'Set `acceleratorType` and `acceleratorCount` both, or neither.',
    ),
  },
  {
    pattern: /display name (?:can|must) be (?:up to|at most|no longer than)/i,
    explain: sayOfValue('the display name is too long', 'Shorten it to 128 characters.'),
  },
  {
    pattern: /\blabels?\b.{0,400}(?:characters|bytes|lowercase|No more than)/is,
    explain: sayOfValue('a label is not allowed', labelRule),
  },
  {
    pattern: /(?:Invalid|malformed) (?:Cloud Storage|GCS|gs:\/\/) ?(?:URI|path|uri)/i,
    explain: sayOfValue('not a Cloud Storage address', 'Write it as `gs://bucket/folder`.'),
  },
  {
    pattern: /network must be of the form/i,
    explain: say(
      'the network’s name is incomplete',
      'Write `projects/NUMBER/global/networks/NAME`, with the project’s number.',
    ),
  },
  {
    pattern: /Invalid service account/i,
    explain: say(
      'not a service account’s address',
      'Write its email address: `name@project.iam.gserviceaccount.com`.',
    ),
  },
  {
    pattern: /service account is required when a tensorboard/i,
    explain: say('a TensorBoard needs a service account', 'Set `serviceAccount`.'),
  },
  {
    pattern: /replica count of the first worker pool|first worker pool.{0,60}replica/i,
    explain: say(
      'the first worker pool has exactly one replica',
      'Set its `replicaCount` to 1, and put the others into a second pool.',
    ),
  },
  {
    pattern: /Exactly one of `?container_spec`? and `?python_package_spec/i,
    explain: say(
      'a worker pool needs one thing to run',
      'Give it `containerSpec` or `pythonPackageSpec`, not both.',
    ),
  },
  {
    pattern: /Boot disk type "?([\w-]{1,60})"? is not supported/i,
    explain: ([, type = '']) => ({
      what: `boot disk type ${type} is not offered here`,
      hint: 'Choose another `diskSpec.bootDiskType`, such as `pd-ssd`.',
    }),
  },
  {
    pattern: /`?max_wait_duration`? can only be set when/i,
    explain: say(
      'maxWaitDuration goes with FLEX_START only',
      'Leave `scheduling.maxWaitDuration` out, or set `scheduling.strategy` to `FLEX_START`.',
    ),
  },
  {
    pattern: /Unknown name \\?"([\w.-]{1,100})\\?"(?: at '([\w.[\]-]{1,200})')?/i,
    explain: ([, name = '', at]) => ({
      what: `Google knows no field ${name}`,
      hint: `Check its spelling and its place${at === undefined ? '' : ` in \`${at}\``}, or leave it out.`,
    }),
  },
  {
    pattern: /Invalid value at '([\w.[\]-]{1,200})'/i,
    explain: ([, at = '']) => ({
      what: 'a value of the wrong kind',
      hint: `Change \`${at}\`: Google’s words below say what it takes.`,
      withoutSpec: valueRemedy,
    }),
  },
  ...byField,
]);
