import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJobReference } from '../../../app/domain/job/job-reference.ts';
import { anyText, anyUrl } from '../text/any-text.ts';

const id = '4857823475894321987';
const resource = { kind: 'resource', project: '123456', location: 'us-central1', id };
const name = `projects/123456/locations/us-central1/customJobs/${id}`;
const console = 'https://console.cloud.google.com';
const place = `locations/us-central1/training/${id}`;

describe('what people type for a job', () => {
  test.each<[string, object]>([
    ['a3f9', { kind: 'handle', handle: 'a3f9' }],
    ['A3F9', { kind: 'handle', handle: 'a3f9' }],
    ['`a3f9`', { kind: 'handle', handle: 'a3f9', typed: 'a3f9' }],
    // A handle or the beginning of a name: whoever resolves it tries both.
    ['resnet', { kind: 'handle', handle: 'resnet', typed: 'resnet' }],
    ['resnet-50', { kind: 'name' }],
    ['abc', { kind: 'name' }],
    ['3abc', { kind: 'name' }],
    ['Ärger', { kind: 'name' }],
    [' my job ', { kind: 'name', typed: 'my job' }],
    [id, { kind: 'id', id }],
    ['123456789012345678901', { kind: 'name' }],
    [name, resource],
    [`//aiplatform.googleapis.com/${name}`, resource],
    [`https://us-central1-aiplatform.googleapis.com/v1beta1/${name}`, resource],
    [`https://aiplatform.us.rep.googleapis.com/v1/${name}`, resource],
    [`${name}/x`, { kind: 'name' }],
    [name.replace('customJobs', 'hyperparameterTuningJobs'), { kind: 'name' }],
    [`${console}/agent-platform/${place}?project=123456`, resource],
    [`${console}/vertex-ai/${place}?authuser=1&project=123456#top`, resource],
    [`${console}/vertex-ai/${place}/cpu?project=123456`, resource],
    [`${console}/ai/platform/${place}?project=123456`, resource],
    [
      `console.cloud.google.com/vertex-ai/${place}?project=ml-prod`,
      { ...resource, project: 'ml-prod' },
    ],
    [`${console}/vertex-ai/${place}`, { kind: 'name' }],
    [`${console}/vertex-ai/${place}?project=`, { kind: 'name' }],
    [`https://evil.example/vertex-ai/${place}?project=123456`, { kind: 'name' }],
  ])('%s', (typed, expected) => {
    expect(readJobReference(typed)).toMatchObject(expected);
  });

  test('anything is some reference', () => {
    fc.assert(
      fc.property(fc.oneof(anyText(), anyUrl), (typed) => {
        expect(['handle', 'resource', 'id', 'name']).toContain(readJobReference(typed).kind);
      }),
    );
  });
});
