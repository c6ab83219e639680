import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTemplate } from '../../../../app/domain/template/read/parse-template.ts';

const source = { name: 'from-file', origin: 'from-file.yaml', version: 'abc1234' };
const pool = {
  machineSpec: { machineType: 'n1-standard-4' },
  replicaCount: 1,
  containerSpec: { imageUri: 'us-docker.pkg.dev/p/r/i', args: ['--lr={{lr}}'] },
};
const lr = { type: 'number', default: 0.1 };
const full = (more: object = {}) => ({
  name: 'train',
  parameters: { lr },
  jobSpec: { workerPoolSpecs: [pool] },
  ...more,
});
const withArgs = (args: unknown, parameters: object) =>
  full({
    parameters,
    jobSpec: { workerPoolSpecs: [{ ...pool, containerSpec: { imageUri: 'i', args } }] },
  });

function problemsOf(tree: unknown, from = source): readonly string[] {
  const parsed = parseTemplate(tree, from);
  return parsed.ok ? [] : parsed.problems;
}

describe('parseTemplate', () => {
  it('reads the full form', () => {
    const tree = {
      name: 'train',
      description: 'Trains',
      parameters: {
        lr: { type: 'number', default: 0.1, min: 0, max: 1, description: 'rate' },
        data: { type: 'string', required: true },
      },
      displayName: 'train {{data}}',
      labels: { team: 'vision' },
      targets: ['p/us-central1', 'q/europe-west4'],
      jobSpec: { worker_pool_specs: [pool] },
      encryptionSpec: { kms_key_name: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' },
    };
    expect(parseTemplate(tree, source)).toEqual({
      ok: true,
      template: {
        name: 'train',
        description: 'Trains',
        origin: 'from-file.yaml',
        version: 'abc1234',
        parameters: [
          { name: 'lr', type: 'number', default: 0.1, min: 0, max: 1, description: 'rate' },
          { name: 'data', type: 'string' },
        ],
        literal: false,
        displayName: 'train {{data}}',
        labels: { team: 'vision' },
        targets: [
          { project: 'p', location: 'us-central1' },
          { project: 'q', location: 'europe-west4' },
        ],
        jobSpec: { workerPoolSpecs: [pool] },
        encryptionSpec: { kmsKeyName: 'projects/p/locations/l/keyRings/r/cryptoKeys/k' },
      },
    });
  });

  it('takes a bare CustomJobSpec as it is', () => {
    const bare = {
      workerPoolSpecs: [{ ...pool, containerSpec: { imageUri: 'i', args: ['{{x}} {{ \\{{'] } }],
    };
    expect(parseTemplate(bare, source)).toMatchObject({
      ok: true,
      template: {
        name: 'from-file',
        displayName: 'from-file',
        literal: true,
        parameters: [],
        targets: [],
        jobSpec: bare,
      },
    });
    expect(parseTemplate(bare, { ...source, name: 'vision/My_Job' })).toMatchObject({
      template: { name: 'vision/My_Job', displayName: 'vision/My_Job' },
    });
    const long = 'a'.repeat(200);
    expect(parseTemplate(bare, { ...source, name: long })).toMatchObject({
      template: { name: long, displayName: 'a'.repeat(128) },
    });
    expect(problemsOf(bare, { ...source, name: 'a*b' })).toEqual([
      'The template takes its name from the file, and "a*b" is not letters, digits, single spaces and _ - . , ; : + = ( ) [ ] ~ & % $ ! @ # \', no dot first, with / between folders, at most 200 characters: rename the file.',
    ]);
    // Said at its launch, where it can be sent unchecked.
    expect(problemsOf({ workerPoolSpecs: [{ ...pool, replicas: 2 }] })).toEqual([]);
    expect(problemsOf({ jobSpec: { workerPoolSpecs: [{ ...pool, replicas: 2 }] } })).toContain(
      '`jobSpec.workerPoolSpecs[0].replicas` is newer than this bot, or misspelt.',
    );
  });

  it.each([
    ['name', 'mine'],
    ['description', 'x'],
    ['parameters', {}],
    ['displayName', 'x'],
    ['display_name', 'x'],
    ['labels', { a: 'b' }],
    ['target', 'p/l'],
    ['targets', ['p/l']],
    ['unchecked', ['jobSpec.x']],
    ['encryptionSpec', { kmsKeyName: 'x' }],
    ['encryption_spec', { kms_key_name: 'x' }],
    ['description', null],
  ])('refuses a bare CustomJobSpec that has %s, a key of a template', (key, value) => {
    for (const pools of ['workerPoolSpecs', 'worker_pool_specs']) {
      expect(problemsOf({ [key]: value, [pools]: [pool] })).toEqual([
        `The template has \`${key}\` beside a bare job spec: put the spec under \`jobSpec\`.`,
      ]);
    }
  });
  it('says so of all of them at once', () => {
    const bare = { workerPoolSpecs: [pool], guard: {}, access: {}, labels: {} };
    expect(problemsOf(bare)).toEqual([
      'The template has `guard`, `access` and `labels` beside a bare job spec: put the spec under `jobSpec`.',
    ]);
  });
  it('takes all that gcloud takes in a bare CustomJobSpec', () => {
    const spec = {
      workerPoolSpecs: [pool],
      scheduling: { timeout: '60s' },
      serviceAccount: 'a@b.c',
      network: 'projects/1/global/networks/n',
      reservedIpRanges: ['r'],
      pscInterfaceConfig: { networkAttachment: 'n' },
      baseOutputDirectory: { outputUriPrefix: 'gs://b/o' },
      protectedArtifactLocationId: 'l',
      tensorboard: 'projects/1/locations/l/tensorboards/1',
      enableWebAccess: true,
      enableDashboardAccess: false,
      experiment: 'e',
      experimentRun: 'r',
      persistentResourceId: 'p',
      models: ['m'],
    };
    const snake = Object.entries(spec).map(
      ([key, value]) => [key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value] as const,
    );
    for (const bare of [spec, Object.fromEntries(snake)]) {
      expect(parseTemplate(bare, source)).toMatchObject({ ok: true, template: { literal: true } });
    }
  });

  it.each<[string, unknown, string]>([
    ['nothing', null, 'The template must be a mapping with `jobSpec`'],
    ['a text', 'hello', 'The template must be a mapping'],
    ['no job', { name: 'x' }, '`jobSpec` must be a CustomJobSpec.'],
    [
      'a guard without a limit',
      full({ guard: { grace: '1h' } }),
      '`guard` must have a limit: maxDuration, maxCost, maxWaiting, silent or idleGpu.',
    ],
    [
      'a guard that was commented out',
      full({ guard: null }),
      '`guard` must be a mapping with maxDuration, maxCost, maxWaiting, silent or idleGpu.',
    ],
    [
      'a limit of nothing',
      full({ guard: { maxDuration: '0h' } }),
      '`guard.maxDuration` must be a duration, such as 24h, 90m or 7d.',
    ],
    ['a negative limit', full({ guard: { maxCost: -1 } }), '`guard.maxCost` must be more than 0.'],
    [
      'an absurd limit',
      full({ guard: { maxDuration: '400d' } }),
      '`guard.maxDuration` must be at most 90d.',
    ],
    [
      'a share without %',
      full({ guard: { maxDuration: '1h', warnAt: '0.8' } }),
      '`guard.warnAt` must be a share above 0%, such as 80%.',
    ],
    [
      'an act that there is not',
      full({ guard: { maxDuration: '1h', onExceed: 'stop' } }),
      '`guard.onExceed` must be tell or cancel.',
    ],
    [
      'a misspelt limit',
      full({ guard: { maxDurations: '1h' } }),
      '`guard.maxDurations` is not a key of a guard. Did you mean `maxDuration`?',
    ],
    ['a fallback of nothing', full({ fallback: [] }), '`fallback` must not be empty.'],
    [
      'a fallback that says nothing',
      full({ fallback: [{}] }),
      '`fallback[0]` must have target, machineSpec or strategy.',
    ],
    [
      'a fallback’s target',
      full({ fallback: [{ target: 'us-east1' }] }),
      '`fallback[0].target` must be project/location, such as ml-prod/us-central1.',
    ],
    [
      'a misspelt key of a fallback',
      full({ fallback: [{ machine: {} }] }),
      '`fallback[0].machine` is not a key of a fallback.',
    ],
    [
      'a fallback with a strategy that there is not',
      full({ fallback: [{ strategy: 'FLEXSTART' }] }),
      '`fallback[0].strategy`',
    ],
    [
      'a placeholder in a fallback that is no parameter',
      full({ fallback: [{ machineSpec: { machineType: '{{nope}}' } }] }),
      '`fallback[0].machineSpec.machineType` has a placeholder `nope` that is no parameter.',
    ],
    [
      'a fallback that is the template itself',
      full({
        fallback: [{ strategy: 'SPOT' }],
        jobSpec: { workerPoolSpecs: [pool], scheduling: { strategy: 'SPOT' } },
      }),
      '`fallback[0]` is the same as the template itself, so it would have no capacity either: leave it out.',
    ],
    [
      'a fallback that is there twice',
      full({ fallback: [{ strategy: 'SPOT' }, { strategy: 'SPOT' }] }),
      '`fallback[1]` is the same as fallback[0], so it would have no capacity either: leave it out.',
    ],
    [
      'a fallback with a field that no machine has',
      full({ fallback: [{ machineSpec: { machineTyp: 'n1-standard-4' } }] }),
      '`fallback[0]` makes `jobSpec.workerPoolSpecs[0].machineSpec.machineTyp` wrong',
    ],
    [
      'a fallback that was commented out',
      full({ fallback: null }),
      '`fallback` must be a list of things to try.',
    ],
    [
      'too many fallbacks',
      full({ fallback: Array(6).fill({ strategy: 'SPOT' }) }),
      '`fallback` must be at most 5 things to try.',
    ],
    [
      'a share that is a number',
      full({ guard: { maxDuration: '1h', warnAt: 0.8 } }),
      '`guard.warnAt` must be a share above 0%, such as 80%.',
    ],
    [
      'a cancel for silence alone',
      full({ guard: { silent: '1h', onExceed: 'cancel' } }),
      '`guard` can’t cancel for silence alone',
    ],
    [
      'idleness for shorter than points come',
      full({ guard: { idleGpu: { below: '5%', for: '1m' } } }),
      '`guard.idleGpu.for` must be at least 5m: points come once a minute.',
    ],
    [
      'idleness for longer than is read',
      full({ guard: { idleGpu: { below: '5%', for: '6h' } } }),
      '`guard.idleGpu.for` must be at most 5h: no more is read.',
    ],
    [
      'idleness of more than all',
      full({ guard: { idleGpu: { below: '5%', for: '1h', share: 2 } } }),
      '`guard.idleGpu.share` must be at most 1.',
    ],
    [
      'no mapping of access',
      full({ access: [] }),
      '`access` must be a mapping with launch or approve.',
    ],
    [
      'access to nothing',
      full({ access: null }),
      '`access` must be a mapping with launch or approve.',
    ],
    [
      'an approval by nothing',
      full({ access: { approve: { above: {} } } }),
      '`access.approve.above` must have total or perHour.',
    ],
    [
      'an approval left empty',
      full({ access: { approve: null } }),
      '`access.approve` must be a mapping with by, above or expires.',
    ],
    [
      'access to something else',
      full({ access: { cancel: ['lead'] } }),
      '`access.cancel` is not known here: remove it.',
    ],
    [
      'no roles in access',
      full({ access: { launch: [7] } }),
      '`access.launch[0]` must be text: quote it.',
    ],
    [
      'an unknown key',
      full({ display_name: 'x' }),
      '`display_name` is not a key of a template. Did you mean `displayName`?',
    ],
    ['an output-only key', full({ state: 'x' }), '`state` is set by Vertex AI alone: remove it.'],
    ['a bad name', full({ name: 'Train*' }), '`name` must be letters, digits'],
    ['a bad target', full({ target: 'us-central1' }), '`target` must be project/location'],
    [
      'target and targets',
      full({ target: 'p/l', targets: ['p/l'] }),
      '`targets` must not stand beside target.',
    ],
    [
      'a number as label',
      full({ labels: { year: 2026 } }),
      '`labels.year` must be text: quote it.',
    ],
    [
      "the bot's label",
      full({ labels: { 'launch-id': 'x' } }),
      '`labels.launch-id` is the bot’s own label: remove it.',
    ],
    [
      'a label no default can make',
      full({ labels: { rate: '{{lr}}' } }),
      '`labels.rate` must be lowercase letters',
    ],
    ['a long name', full({ displayName: 'x'.repeat(129) }), '`displayName` must be at most 128'],
    [
      'an unknown placeholder',
      withArgs(['{{Lr}}', '{{lrr}}'], { lr }),
      '`jobSpec.workerPoolSpecs[0].containerSpec.args[0]` has {{ that begins no placeholder',
    ],
    [
      'an unknown placeholder',
      withArgs(['{{lrr}}'], { lr }),
      '`jobSpec.workerPoolSpecs[0].containerSpec.args[0]` has a placeholder `lrr` that is no parameter. Did you mean `lr`?',
    ],
    [
      'a list in a text',
      withArgs(['--f={{f}}'], { f: { type: 'list', default: [] } }),
      "has the list `f` inside a text: a list must stand alone, as '{{f}}'.",
    ],
    [
      'a default the spec forbids',
      full({
        parameters: { lr, n: { type: 'integer', default: 0 } },
        jobSpec: { workerPoolSpecs: [{ ...pool, replicaCount: '{{n}}' }] },
      }),
      'replicaCount` must be a whole number of at least 1',
    ],
    [
      'a broken spec, whatever is launched',
      full({
        parameters: { lr, data: { type: 'string' } },
        jobSpec: { workerPoolSpecs: [{ ...pool, nfsMount: [] }] },
      }),
      '`jobSpec.workerPoolSpecs[0].nfsMount` is newer than this bot, or misspelt. Did you mean `nfsMounts`?',
    ],
    [
      'a key',
      full({ encryptionSpec: { kmsKeyName: 'k' } }),
      '`encryptionSpec.kmsKeyName` must be projects/',
    ],
    [
      'a prototype',
      JSON.parse('{"jobSpec": {"__proto__": {}}}'),
      '`jobSpec` must not have a key `__proto__`.',
    ],
  ])('refuses %s', (_, tree, problem) => {
    expect(problemsOf(tree).join('\n')).toContain(problem);
  });

  it.each<[object, string]>([
    [
      { type: 'strin' },
      '`parameters.p.type` must be `string`, `number`, `integer`, `boolean`, `choice`, `duration` or `list`, not "strin". Did you mean `string`?',
    ],
    [{}, '`parameters.p.type` must be `string`'],
    [{ type: 'string', min: 1 }, '`parameters.p.min` does not go with this type.'],
    [
      { type: 'string', patern: '' },
      '`parameters.p.patern` is not a setting of a parameter. Did you mean `pattern`?',
    ],
    [{ type: 'string', pattern: '(' }, '`parameters.p.pattern` is not a regular expression'],
    [{ type: 'string', default: 5 }, '`parameters.p.default` must be text in quotes.'],
    [
      { type: 'string', default: 'x', pattern: '^y' },
      '`parameters.p.default` must be text that matches `^y`.',
    ],
    [
      { type: 'string', default: 'x', required: true },
      '`parameters.p.required` must not be true beside a default',
    ],
    [
      { type: 'string', required: false },
      '`parameters.p.required` must not be false without a default',
    ],
    [{ type: 'integer', default: 1.5 }, '`parameters.p.default` must be a whole number.'],
    [
      { type: 'integer', default: 9, max: 8 },
      '`parameters.p.default` must be a whole number of at most 8.',
    ],
    [{ type: 'number', min: 2, max: 1 }, '`parameters.p.min` must not be more than max.'],
    [{ type: 'duration', min: '2h', max: '90m' }, '`parameters.p.min` must not be more than max.'],
    [{ type: 'duration', default: '90' }, '`parameters.p.default` must be a duration'],
    [{ type: 'choice' }, '`parameters.p.choices`'],
    [
      { type: 'choice', choices: [8, 16], default: 4 },
      '`parameters.p.default` must be one of `8` or `16`.',
    ],
    [{ type: 'list', default: 'a' }, '`parameters.p.default` must be a list.'],
  ])('refuses the parameter %j', (parameter, problem) => {
    expect(problemsOf(full({ parameters: { lr, p: parameter } })).join('\n')).toContain(problem);
  });

  it.each(['in', 'max_time', 'max_cost', 'dry_run', 'Lr', '1a', 'a-b', ''])(
    'refuses the parameter name "%s"',
    (name) => {
      expect(
        problemsOf(full({ parameters: { lr, [name]: { type: 'string', default: '' } } })),
      ).toHaveLength(1);
    },
  );

  it('does not hold made-up values against a template', () => {
    const parameters = {
      lr,
      gpu: { type: 'string' },
      n: { type: 'integer' },
      wait: { type: 'string' },
    };
    const jobSpec = {
      scheduling: { strategy: '{{gpu}}', timeout: '{{wait}}', maxWaitDuration: '60s' },
      workerPoolSpecs: [
        {
          ...pool,
          replicaCount: '{{n}}',
          machineSpec: { machineType: '{{gpu}}', acceleratorType: '{{gpu}}', acceleratorCount: 1 },
        },
      ],
    };
    expect(problemsOf(full({ parameters, jobSpec, labels: { a: '{{n}}' } }))).toEqual([]);
  });

  it('never throws, whatever the tree', () => {
    const key = fc.oneof(
      fc.constantFrom(
        'name',
        'parameters',
        'displayName',
        'labels',
        'target',
        'targets',
        'jobSpec',
        'encryptionSpec',
        'workerPoolSpecs',
        'type',
        'choices',
        'default',
        'p',
        'constructor',
        '__proto__',
      ),
      fc.string(),
    );
    const leaf = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('{{p}}', 'string', 'choice', 'list', 'p/l', Number.NaN, undefined),
    );
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        fc.dictionary(key, tie('tree'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        for (const each of [
          a,
          full({ parameters: a, labels: b }),
          full({ jobSpec: a, targets: b }),
          { workerPoolSpecs: a },
        ]) {
          const parsed = parseTemplate(each, source);
          expect(parsed.ok || parsed.problems.length > 0).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
