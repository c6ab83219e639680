import { expect, test } from 'vitest';
import { lookForSecrets, secretPlaces } from '../../app/domain/template/secret/secret-search.ts';
import { templateText } from '../../app/templates/text.ts';
import { createTemplateText } from '../../app/templates/thread.ts';

const source = { name: 'train', origin: 'train.yaml', version: 'v1' };
const yaml = (filler: string) => `displayName: train
jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      replicaCount: 1
      containerSpec: { imageUri: gcr.io/x/y, args: ['${filler}'] }
`;
/** As it is by default, and with all in a thread. */
const text = createTemplateText();

test('what is read in a thread is what is read at once', async () => {
  for (const filler of ['x', 'x'.repeat(900_000), "'", 'x: &a !b '.repeat(20_000)]) {
    expect(await text.read(yaml(filler), source)).toEqual(templateText.read(yaml(filler), source));
  }
  for (const filler of ['x'.repeat(20_000), `--password=hunter2 ${'x'.repeat(20_000)}`]) {
    const parsed = templateText.read(yaml(filler), source);
    if (!parsed.ok) throw new Error(parsed.problems.join(' '));
    for (const comment of ['', '# token: 8f3a9c1b2d4e6f70']) {
      const whole = `${yaml(filler)}${comment}`;
      const found = lookForSecrets(parsed.template, whole);
      expect(await text.secrets(parsed.template, whole)).toEqual(found);
      expect(secretPlaces(found).length > 0).toBe(comment !== '' || filler.startsWith('--'));
    }
  }
  const [before, after] = [1, 2].map((n) => `same\n${`line ${n}\n`.repeat(500)}`.repeat(10));
  expect(await text.compare(before ?? '', after ?? '')).toEqual(
    templateText.compare(before ?? '', after ?? ''),
  );
});

test('a policy is read at once or in a thread, as YAML 1.2 whatever its keys', async () => {
  const grants = 'grants: { view: no }\n';
  const roles = 'roles: { no: { people: [U0ANA] } }\n';
  for (const filler of ['', `# ${'x'.repeat(20_000)}\n`]) {
    const parsed = await text.policy(`%YAML 1.1\n---\n${grants}${roles}${filler}`);
    expect(parsed).toMatchObject({ ok: true, rules: { grants: { view: ['no'] } } });
    expect(await text.policy(`${filler}grants: [`)).toMatchObject({
      ok: false,
      problems: [expect.stringMatching(/^It is not valid YAML: line \d/)],
    });
  }
});

test('what takes too long is given up with its thread, and the next is read', async () => {
  const hasty = createTemplateText({ patienceMs: 1 });
  const parsed = await hasty.read(yaml('x'.repeat(20_000)), source);
  expect(parsed).toEqual({ ok: false, problems: [expect.stringContaining('too long')] });
  expect(await hasty.policy(`# ${'x'.repeat(20_000)}`)).toBe(undefined);
  expect(await hasty.compare('a\n'.repeat(9_000), 'b\n'.repeat(9_000))).toHaveLength(18_000);
  const small = await hasty.read(yaml('x'), source);
  expect(small).toMatchObject({ ok: true });
  // Nobody looked, so nobody says that there is none.
  if (small.ok) expect(await hasty.secrets(small.template, '#\n'.repeat(100_000))).toBe(undefined);
});

test('several at once are read one after the other, each for who asked', async () => {
  const sizes = [20_000, 17_000, 19_000, 18_000];
  const parsed = await Promise.all(
    sizes.map((size) => text.read(yaml('x'.repeat(size)), { ...source, version: `v${size}` })),
  );
  expect(parsed.map((one) => one.ok && one.template.version)).toEqual(sizes.map((n) => `v${n}`));
});

test('meanwhile the event loop goes on', async () => {
  const keys = Array.from({ length: 40_000 }, (_, n) => `k${n}: 1`).join('\n');
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const parsed = await text.read(keys, source);
  clearInterval(timer);
  expect(parsed.ok).toBe(false);
  // Read at once it would not turn at all.
  expect(turns).toBeGreaterThan(1);
});

test('nor does a look for secrets among a hundred thousand comments hold it', async () => {
  const parsed = templateText.read(yaml('x'), source);
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const found = await text.secrets(parsed.template, `${yaml('x')}${'#\n'.repeat(100_000)}`);
  clearInterval(timer);
  expect(found).toEqual({ problems: [], inComment: false });
  expect(turns).toBeGreaterThan(1);
});

test('nor does a policy of its full size hold the event loop', async () => {
  const roles = Array.from({ length: 7_000 }, (_, n) => `  r${n}: { people: [U0A${n}] }`);
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const parsed = await text.policy(`roles:\n${roles.join('\n')}`);
  clearInterval(timer);
  expect(parsed?.ok).toBe(true);
  expect(turns).toBeGreaterThan(1);
});
