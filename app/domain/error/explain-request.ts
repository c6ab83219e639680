// Google's messages about a rejected create. The texts come from public reports and from the
// validation of customJobs.create:
// https://cloud.google.com/vertex-ai/docs/reference/rest/v1beta1/CustomJobSpec

import type { Matcher } from './matcher.ts';

/** If the message isn't known, the field's name says what to check. */
const byField: readonly Matcher[] = [
  {
    pattern: /^labels\b[^;]*; Message:/,
    explain: () => ({ kind: 'label-refused' }),
  },
  {
    pattern: /\bimage_uri; Message:/,
    explain: () => ({ kind: 'image-refused' }),
  },
  {
    pattern: /\bmachine_type; Message:/,
    explain: () => ({ kind: 'machine-refused' }),
  },
  {
    pattern: /\bpersistent_resource_id; Message:/,
    explain: () => ({ kind: 'persistent-resource-refused' }),
  },
  {
    pattern: /\btensorboard; Message:/,
    explain: () => ({ kind: 'tensorboard-refused' }),
  },
];

/** Messages about a single value, alone or in a list of errors. */
export const requestMatchers: readonly Matcher[] = [
  {
    pattern: /unescaped apostrophe/i,
    explain: () => ({ kind: 'env-apostrophe' }),
  },
  {
    pattern: /\benv\[\d{1,4}\]\.value; Message: Required field is not set/i,
    explain: () => ({ kind: 'env-empty' }),
  },
  {
    pattern: /Required field is not set/i,
    explain: () => ({ kind: 'value-missing' }),
  },
  {
    pattern: /Accelerators are not supported for this project/i,
    explain: () => ({ kind: 'no-accelerators' }),
  },
  {
    pattern:
      /Accelerator count (\d{1,9}) is not supported for accelerator "(\w{1,60})"(?: and machine type "([\w-]{1,60})")?/i,
    explain: ([, count = '', accelerator = '', machineType]) => ({
      kind: 'accelerator-count',
      count,
      accelerator,
      machineType,
    }),
  },
  {
    pattern:
      /(?:Accelerator|GPU)(?: type)? ["'`]?(\w{1,60})["'`]? is not supported (?:for|with|by|on) (?:the )?machine type ["'`]?([\w-]{1,60})/i,
    explain: ([, accelerator = '', machineType = '']) => ({
      kind: 'accelerator-misfit',
      accelerator,
      machineType,
    }),
  },
  {
    pattern: /Accelerator(?: type)? ["'`]?(\w{1,60})["'`]? is not supported/i,
    explain: ([, accelerator = '']) => ({ kind: 'accelerator-not-offered', accelerator }),
  },
  {
    pattern: /Both `?accelerator_type`? and `?accelerator_count`?/i,
    explain: () => ({ kind: 'accelerator-by-half' }),
  },
  {
    pattern: /display name (?:can|must) be (?:up to|at most|no longer than)/i,
    explain: () => ({ kind: 'display-name-too-long' }),
  },
  {
    pattern: /\blabels?\b.{0,400}(?:characters|bytes|lowercase|No more than)/is,
    explain: () => ({ kind: 'label-refused' }),
  },
  {
    pattern: /(?:Invalid|malformed) (?:Cloud Storage|GCS|gs:\/\/) ?(?:URI|path|uri)/i,
    explain: () => ({ kind: 'storage-address-malformed' }),
  },
  {
    pattern: /network must be of the form/i,
    explain: () => ({ kind: 'network-incomplete' }),
  },
  {
    pattern: /Invalid service account/i,
    explain: () => ({ kind: 'service-account-malformed' }),
  },
  {
    pattern: /service account is required when a tensorboard/i,
    explain: () => ({ kind: 'tensorboard-without-account' }),
  },
  {
    pattern: /replica count of the first worker pool|first worker pool.{0,60}replica/i,
    explain: () => ({ kind: 'first-pool-replicas' }),
  },
  {
    pattern: /Exactly one of `?container_spec`? and `?python_package_spec/i,
    explain: () => ({ kind: 'pool-runs-nothing' }),
  },
  {
    pattern: /Boot disk type "?([\w-]{1,60})"? is not supported/i,
    explain: ([, diskType = '']) => ({ kind: 'disk-not-offered', diskType }),
  },
  {
    pattern: /`?max_wait_duration`? can only be set when/i,
    explain: () => ({ kind: 'max-wait-alone' }),
  },
  {
    pattern: /Unknown name \\?"([\w.-]{1,100})\\?"(?: at '([\w.[\]-]{1,200})')?/i,
    explain: ([, field = '', at]) => ({ kind: 'unknown-field', field, at }),
  },
  {
    pattern: /Invalid value at '([\w.[\]-]{1,200})'/i,
    explain: ([, at = '']) => ({ kind: 'wrong-value', at }),
  },
  ...byField,
];
