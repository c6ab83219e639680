import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { templateOfJob } from '../../app/domain/template/fill/job-template.ts';
import { fillTemplate } from '../../app/domain/template/fill/fill-template.ts';
import { differs } from '../../app/domain/template/text/text-diff.ts';
import { templateText } from '../../app/templates/text.ts';

const lines = fc.array(fc.constantFrom('a', 'b', '', ' c', '\ud83d'), { maxLength: 30 });
const target = { project: 'ml-prod', location: 'us-central1' };

describe('compare', () => {
  test('shows what changed, with three lines around it', () => {
    const before = Array.from({ length: 20 }, (_, n) => `line ${n}`);
    const after = before.map((line) => (line === 'line 10' ? 'other' : line));
    expect(templateText.compare(before.join('\n'), after.join('\r\n'))).toEqual([
      { kind: 'gap', lines: 7 },
      ...[7, 8, 9].map((n) => ({ kind: 'same', text: `line ${n}` })),
      { kind: 'removed', text: 'line 10' },
      { kind: 'added', text: 'other' },
      ...[11, 12, 13].map((n) => ({ kind: 'same', text: `line ${n}` })),
      { kind: 'gap', lines: 6 },
    ]);
  });

  test('tells every line that came or went, and nothing of equal texts', () => {
    fc.assert(
      fc.property(lines, lines, (before, after) => {
        const [old, next] = [before.join('\n'), after.join('\n')];
        const shown = templateText.compare(old, next);
        expect(differs(shown)).toBe(old.trimEnd() !== next.trimEnd());
        const count = (kind: string) => shown.filter((line) => line.kind === kind).length;
        const length = (text: string) => `${text.trimEnd()}\n`.split('\n').length;
        expect(count('added') - count('removed')).toBe(length(next) - length(old));
      }),
    );
  });

  test('of two large texts that share nothing ends soon', () => {
    const text = (word: string) =>
      Array.from({ length: 20_000 }, (_, n) => `${word} ${n}`).join('\n');
    expect(templateText.compare(text('a'), text('b'))).toHaveLength(40_000);
  });
});

test('a long argument stays on one line, so that a difference shows the one that changed', () => {
  const args = [
    `--tags=${'one two three '.repeat(20)}`,
    `--data=${'gs://bucket/path,'.repeat(20)}`,
  ];
  const containerSpec = { imageUri: 'gcr.io/x/y', args };
  const jobSpec = { workerPoolSpecs: [{ replicaCount: '1', containerSpec }] };
  const { tree } = templateOfJob('train', { displayName: 'job', jobSpec }, target);
  const written = templateText.write(tree).split('\n');
  for (const arg of args) expect(written.some((line) => line.includes(arg.trim()))).toBe(true);
});

test('a template made of a job launches the very same job, whatever its texts are', () => {
  const word = fc.oneof(
    fc.constantFrom('{{x}}', '\\{{', '{{', '# no', "it's", '"', ': ', '- a', '\n', 'yes', '0x1F'),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  );
  const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 4 }), (name, args) => {
      const displayName = `job ${name}`;
      const jobSpec = {
        workerPoolSpecs: [
          {
            machineSpec: { machineType: 'n1-standard-4' },
            replicaCount: '1',
            containerSpec: { imageUri: 'gcr.io/x/y', args: ['-c', ...args] },
          },
        ],
      };
      const { tree } = templateOfJob('train', { displayName, jobSpec }, target);
      const source = { name: 'train', origin: 'Slack', version: 'v1' };
      const read = templateText.read(templateText.write(tree), source);
      // Only what no template may be called can't be read back.
      if (!read.ok) {
        expect(read.problems.join(' ')).toMatch(/displayName/);
        return;
      }
      const filled = fillTemplate(read.template, { parameters: {} }, [target]);
      expect(filled).toMatchObject({ ok: true, launch: { target } });
      const body = filled.ok ? filled.launch.body : undefined;
      expect(body).toMatchObject({
        displayName,
        jobSpec: { workerPoolSpecs: [{ containerSpec: { args: ['-c', ...args] } }] },
      });
    }),
  );
});
