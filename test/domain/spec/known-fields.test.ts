import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knownFields } from '../../../app/domain/spec/known-fields.ts';
import { parseTemplate } from '../../../app/domain/template/read/parse-template.ts';
import { parseYaml } from '../../../app/templates/yaml.ts';

const fixtures = join(import.meta.dirname, '../../fixtures/templates');

test.each(readdirSync(fixtures))('of %s every field is known', (file) => {
  const yaml = parseYaml(readFileSync(join(fixtures, file), 'utf8'));
  const source = { name: 'x', origin: file, version: 'v1' };
  const parsed = parseTemplate(yaml.ok ? yaml.tree : undefined, source);
  const spec = parsed.ok ? parsed.template.jobSpec : {};
  expect(Object.keys(spec)).toContain('workerPoolSpecs');
  expect(knownFields(spec, 'jobSpec')).toEqual({ spec, unknown: [] });
});

test('a field that nobody knows is left out wherever it stands, and named', () => {
  const spec = {
    workerPoolSpecs: [
      {
        replicaCount: '1',
        containerSpec: { imageUri: 'i', env: [{ name: 'A', value: 'b', c: 1 }] },
      },
    ],
    scheduling: { timeout: '60s', fast: true },
    future: { deep: ['x'] },
  };
  expect(knownFields(spec, 'jobSpec')).toEqual({
    spec: {
      workerPoolSpecs: [
        { replicaCount: '1', containerSpec: { imageUri: 'i', env: [{ name: 'A', value: 'b' }] } },
      ],
      scheduling: { timeout: '60s' },
    },
    unknown: [
      'jobSpec.future',
      'jobSpec.workerPoolSpecs[0].containerSpec.env[0].c',
      'jobSpec.scheduling.fast',
    ],
  });
});

test('what is no list or mapping where one is due is kept for the check to refuse', () => {
  const spec = { scheduling: 'soon', workerPoolSpecs: [null, 3] };
  expect(knownFields(spec, 'jobSpec')).toEqual({ spec, unknown: [] });
});
