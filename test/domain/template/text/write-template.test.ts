import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTemplate } from '../../../../app/domain/template/read/parse-template.ts';
import type { Template } from '../../../../app/domain/template/template.ts';
import { writeTemplate } from '../../../../app/domain/template/text/write-template.ts';
import { parseYaml } from '../../../../app/templates/yaml.ts';
import { anyText } from '../../text/any-text.ts';

const samples = join(import.meta.dirname, '../../../../app/sandbox/templates');

function read(tree: unknown, name = 'train'): Template {
  const parsed = parseTemplate(tree, { name, origin: 'x.yaml', version: 'v1' });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  return parsed.template;
}

/** Through JSON, as the store keeps it. */
const throughJson = (tree: unknown): unknown => JSON.parse(JSON.stringify(tree));

test.each(readdirSync(samples))('%s, written and read, is the same template', (file) => {
  const yaml = parseYaml(readFileSync(join(samples, file), 'utf8'));
  const template = read(yaml.ok ? yaml.tree : undefined);
  expect(read(throughJson(writeTemplate(template)))).toEqual(template);
});

test('a bare CustomJobSpec is written as one', () => {
  const pool = {
    machine_spec: { machine_type: 'n1-standard-4' },
    replica_count: 1,
    container_spec: { image_uri: 'i', args: ['{{not a placeholder}}'] },
  };
  const template = read({ worker_pool_specs: [pool] }, 'bare');
  expect(template.literal).toBe(true);
  expect(read(throughJson(writeTemplate(template)), 'bare')).toEqual(template);
});

const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,10}$/).map((text) => `p${text}`);
const text = anyText({ maxLength: 20 }).filter((one) => one.isWellFormed());
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const bound = fc.integer({ min: -1000, max: 1000 });
const parameter = fc.oneof(
  fc.record({ type: fc.constant('string'), default: optional(text), description: optional(text) }),
  fc.record({ type: fc.constant('integer'), default: optional(bound) }),
  fc.record({ type: fc.constant('number'), min: optional(bound) }),
  fc.record({ type: fc.constant('boolean'), default: optional(fc.boolean()) }),
  fc.record({
    type: fc.constant('choice'),
    choices: fc.array(
      text.filter((one) => one !== ''),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  fc.record({ type: fc.constant('duration'), default: fc.constantFrom('1h30m', '90s', '7d') }),
  fc.record({ type: fc.constant('list'), default: optional(fc.array(text, { maxLength: 3 })) }),
);

test('whatever can be read is the same after it was written and read', () => {
  fc.assert(
    fc.property(
      fc.dictionary(name, parameter, { maxKeys: 5 }),
      optional(text),
      fc.array(text, { maxLength: 4 }),
      fc.constantFrom([], ['a/us-central1'], ['a/us-central1', 'b/europe-west4']),
      (parameters, description, args, targets) => {
        const tree = {
          name: 'train',
          description,
          parameters,
          ...(targets.length > 0 ? { targets } : {}),
          jobSpec: {
            workerPoolSpecs: [
              {
                machineSpec: { machineType: 'n1-standard-4' },
                replicaCount: 1,
                containerSpec: { imageUri: 'i', args },
              },
            ],
          },
        };
        const parsed = parseTemplate(tree, { name: 'train', origin: 'x.yaml', version: 'v1' });
        // What is refused is the business of other tests.
        const template = parsed.ok ? parsed.template : undefined;
        fc.pre(template !== undefined);
        expect(read(throughJson(writeTemplate(template)))).toEqual(template);
      },
    ),
    { numRuns: 300 },
  );
});
