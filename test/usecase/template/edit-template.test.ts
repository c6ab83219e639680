import { beforeEach, describe, expect, test } from 'vitest';
import { requester, createHarness, type Harness } from '../harness.ts';
import {
  addForeignJob,
  admin,
  createTemplateInteractions,
  request,
  specWithEnv,
  yaml,
  type TemplateInteractions,
} from './template-interactions.ts';
import { saying } from '../../domain/text/written.ts';

let bot: Harness;
let interactions: TemplateInteractions;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
});
const type = (...args: Parameters<TemplateInteractions['type']>) => interactions.type(...args);
const submit = (...args: Parameters<TemplateInteractions['save']>) => interactions.save(...args);
const form = () => interactions.form();

const auditOf = (key: string) => bot.store.transaction((tx) => tx.audit.byKey(key));

describe('a new template', () => {
  test('begins with an example that can’t be saved as it is, and is launched once its image is named', async () => {
    await type('template save train');
    expect(form()).toMatchObject({ name: 'train', base: 0, channel: 'C0JOBS' });
    const text = form()?.text ?? '';
    expect(await submit(text, 0, 'view:0')).toEqual({
      ok: false,
      problem: { kind: 'several', problems: [{ kind: 'example-image' }] },
    });
    const mended = text.replace('PROJECT/REPOSITORY/IMAGE:TAG', 'acme/ml/train:v1');
    const saved = await submit(mended, 0, 'view:1');
    expect(saved).toMatchObject({
      ok: true,
      answer: { kind: 'template-saved', save: { number: 1, author: 'U0ADMIN', note: 'why' } },
    });
    expect(await bot.decided(type('launch train epochs=3', requester))).toMatchObject({
      kind: 'launch-stored',
      displayName: 'train 3 epochs',
    });
    expect(await auditOf('template:view:1')).toMatchObject({
      actor: 'U0ADMIN',
      subject: 'train',
      outcome: 'save: v1',
    });
  });

  test.each(['2024', 'true', 'null', '0200', '1e3', '0x1f', 'yes', '2024-01-01', 'a-b'])(
    'may be called %s: its name is written so that it is read back',
    async (name) => {
      await type(`template save ${name}`);
      const text = form()?.text.replace('PROJECT/REPOSITORY/IMAGE:TAG', 'acme/ml/train:v1') ?? '';
      const context = { channel: requester.channel, name, base: 0 };
      expect(
        await bot.interactions.submitTemplate(request('view:1', admin), context, { text }),
      ).toMatchObject({ ok: true, answer: { kind: 'template-saved', save: { name } } });
    },
  );

  test('is refused with the place and the reason, and nothing is stored', async () => {
    expect(await submit('name: train\njobSpec: {workerPoolSpec: []}')).toMatchObject({
      ok: false,
      problem: saying('workerPoolSpecs'),
    });
    expect(await submit('a: [')).toMatchObject({
      problem: saying('not valid YAML'),
    });
    expect(await submit(yaml().replace('train', 'other'))).toMatchObject({
      problem: { problems: [{ kind: 'named-otherwise', name: 'train', itself: 'other' }] },
    });
    expect(await type('template show train')).toMatchObject({ kind: 'problem' });
  });

  test('can’t hold a secret, which is not quoted', async () => {
    const text = yaml().replace(
      "args: ['--lr={{lr}}']",
      'args: ["--lr={{lr}}"], env: [{ name: HF_TOKEN, value: s3cr3t }]',
    );
    const refused = await submit(text);
    expect(refused).toMatchObject({
      problem: saying(/env\[0\]\.value.*looks like a secret/),
    });
    expect(JSON.stringify(refused)).not.toContain('s3cr3t');
  });

  test('is for those who may write templates', async () => {
    expect(await type('template save train', requester)).toMatchObject({
      kind: 'refused',
      act: 'template',
    });
    expect(bot.shown).toEqual([]);
    expect(await submit(yaml(), 0, 'view:9', requester)).toEqual({
      ok: false,
      problem: { kind: 'no-permission', verb: 'template' },
    });
    expect(await auditOf('view:9:refused')).toMatchObject({ verb: 'template' });
  });

  test('can’t hold a secret in a comment or its note either', async () => {
    expect(await submit(`${yaml()}# export HF_TOKEN=abc`)).toMatchObject({
      problem: { problems: [{ kind: 'tells-secret', where: 'comment' }] },
    });
    const form = { channel: 'C0JOBS', name: 'train', base: 0 };
    const note = 'with ghp_0123456789abcdefghij0123456789abcdef';
    expect(
      await bot.interactions.submitTemplate(request('v'), form, { text: yaml(), note }),
    ).toMatchObject({ problem: { problems: [{ kind: 'tells-secret', where: 'note' }] } });
  });

  test('that runs nowhere here is refused', async () => {
    expect(await submit(`${yaml()}target: nowhere/mars-1`)).toMatchObject({
      problem: {
        problems: [
          { kind: 'runs-elsewhere', targets: [{ project: 'nowhere', location: 'mars-1' }] },
        ],
      },
    });
  });

  test('can’t take the name of a file', async () => {
    expect(await type('template edit hello')).toMatchObject({
      problems: [saying('hello.yaml')],
    });
    expect(await type('template delete hello')).toMatchObject({ kind: 'problem' });
    const hello = { channel: 'C0JOBS', name: 'hello', base: 0 };
    const text = yaml().replace('train', 'hello');
    expect(await bot.interactions.submitTemplate(request('v'), hello, { text })).toMatchObject({
      ok: false,
      problem: saying('hello.yaml'),
    });
  });
});

describe('the next version', () => {
  beforeEach(async () => {
    await submit(yaml(1));
  });

  test('begins with the one in use, and says what it changes', async () => {
    await type('template edit train');
    expect(form()).toMatchObject({ base: 1, text: yaml(1) });
    expect(await submit(yaml(2), 1)).toMatchObject({
      answer: {
        save: { number: 2 },
        lines: expect.arrayContaining([
          { kind: 'removed', text: '      diskSpec: { bootDiskSizeGb: 1 }' },
          { kind: 'added', text: '      diskSpec: { bootDiskSizeGb: 2 }' },
        ]) as unknown,
      },
    });
  });

  test('of somebody whom Slack does not tell of for now is not stored, and can be saved in a minute', async () => {
    bot.lookUp.failure = { kind: 'transient', message: 'ratelimited' };
    expect(await submit(yaml(2), 1, 'view:same')).toEqual({
      ok: false,
      problem: saying('Slack did not tell me who you are (ratelimited): try again.'),
    });
    expect(await interactions.versions()).toEqual(['save v1']);
    bot.lookUp.failure = undefined;
    expect(await submit(yaml(2), 1, 'view:same')).toMatchObject({ ok: true });
  });

  test('is stored once for each window, and answered the same', async () => {
    const first = await submit(yaml(2), 1, 'view:same');
    expect(await submit(yaml(2), 1, 'view:same')).toEqual(first);
    expect(await type('template history train')).toMatchObject({
      saves: [{ number: 2 }, { number: 1 }],
    });
  });

  test('overwrites nobody: the second is shown what the first changed, and keeps their text', async () => {
    await submit(yaml(2), 1, 'view:ana');
    const late = await submit(yaml(3), 1, 'view:bo');
    const lines = yaml(1).split('\n');
    expect(late).toMatchObject({
      ok: false,
      window: {
        kind: 'template-form',
        form: {
          base: 2,
          text: yaml(3),
          note: 'why',
          conflict: {
            author: 'U0ADMIN',
            deleted: false,
            // From what the second began with, not all of it.
            lines: [
              { kind: 'gap', lines: 4 },
              ...lines.slice(4, 7).map((text) => ({ kind: 'same', text })),
              { kind: 'removed', text: '      diskSpec: { bootDiskSizeGb: 1 }' },
              { kind: 'added', text: '      diskSpec: { bootDiskSizeGb: 2 }' },
              ...lines.slice(8, 9).map((text) => ({ kind: 'same', text })),
            ],
          },
        },
      },
    });
    expect(await submit(yaml(3), 2, 'view:bo')).toMatchObject({ ok: true });
  });

  test('is checked for those alone who may change it', async () => {
    const context = { channel: 'C0JOBS', name: 'train', base: 1 };
    bot.interactions.checkTemplate(request('k', requester), context, { text: yaml(2) });
    await bot.runUntilIdle();
    expect(bot.shown).toEqual([]);
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused', act: 'template' });
  });

  test('is checked without saving', async () => {
    const context = { channel: 'C0JOBS', name: 'train', base: 1 };
    bot.interactions.checkTemplate(request('k'), context, { text: yaml(2) });
    await bot.runUntilIdle();
    bot.interactions.checkTemplate(request('k'), context, { text: 'a: [' });
    await bot.runUntilIdle();
    expect(bot.shown).toMatchObject([
      { kind: 'preview', answer: { kind: 'template-diff', before: 1, after: 'own-text' } },
      { kind: 'preview', answer: { kind: 'problem' } },
    ]);
    expect(await type('template history train')).toMatchObject({ saves: [{ number: 1 }] });
  });

  test('with a correction, pressed again after an answer that came too late, is shown what was stored', async () => {
    await submit(yaml(2), 1, 'view:late');
    const again = await submit(yaml(3), 1, 'view:late');
    expect(again).toMatchObject({ window: { form: { base: 2, text: yaml(3) } } });
    expect(await submit(yaml(3), 2, 'view:late:2')).toMatchObject({ ok: true });
  });

  test('begins with the one in use when it is saved over, and with nothing of a deleted one', async () => {
    await type('template save train');
    expect(form()).toMatchObject({ base: 1, text: yaml(1) });
    await type('template delete train');
    expect(await type('template edit train')).toMatchObject({ kind: 'problem' });
    await type('template save train');
    expect(form()).toMatchObject({ base: 2, text: saying('epochs') });
  });

  test('that somebody deleted meanwhile is not brought back in silence', async () => {
    await type('template delete train');
    expect(await submit(yaml(2), 1)).toMatchObject({
      window: { form: { base: 2, conflict: { deleted: true } } },
    });
  });
});

describe('a name', () => {
  test('that is a file’s by now means the file, and the other is told', async () => {
    await interactions.keep('hello', yaml().replace('train', 'hello'));
    expect(await type('template show hello')).toMatchObject({
      template: { version: 'v1', origin: 'hello.yaml' },
      save: undefined,
    });
    expect(await type('template')).toMatchObject({
      templates: [{ name: 'hello' }],
      problems: [
        { file: 'hello', problems: [{ kind: 'also-in-file', name: 'hello', file: 'hello.yaml' }] },
      ],
    });
  });

  test('whose version today’s rules refuse is told, and not called unknown', async () => {
    await interactions.keep('old', 'name: old\njobSpec: {}');
    expect(await type('launch old')).toMatchObject({
      problems: [saying('`old` can’t be used')],
    });
    expect(await type('template')).toMatchObject({ problems: [{ file: 'old' }] });
    expect(await type('template restore old v1')).toMatchObject({ kind: 'problem' });
  });
});

describe('history', () => {
  beforeEach(async () => {
    await submit(yaml(1));
    await submit(yaml(2), 1);
  });

  test('shows versions, and what changed between them', async () => {
    expect(await type('template show train v1')).toMatchObject({
      kind: 'template',
      source: yaml(1),
      save: { number: 1 },
    });
    expect(await type('template history train v1')).toMatchObject({
      kind: 'template-diff',
      before: 1,
      after: 2,
    });
    expect(await type('template history train 2 1')).toMatchObject({ after: 1 });
    expect(await type('template history train v9')).toMatchObject({ kind: 'problem' });
  });

  test('a restore makes a new version', async () => {
    const key = 'restore';
    const restored = await type('template restore train v1 too many', undefined, key);
    expect(restored).toMatchObject({
      kind: 'template-saved',
      save: { number: 3, action: 'restore', restored: 1, note: 'too many' },
    });
    expect(await auditOf(`template:${key}`)).toMatchObject({ outcome: 'restore: v3' });
    expect(await type('template restore train v3')).toMatchObject({ kind: 'problem' });
    const again = request(key);
    expect(await bot.interactions.command(again, '/job', 'template restore train v1')).toEqual(
      restored,
    );
    expect(await type('template show train')).toMatchObject({
      source: yaml(1),
      template: { version: 'v3' },
    });
  });

  test('a deleted template can’t be launched, and can be brought back', async () => {
    expect(await type('template delete train not ours', requester)).toMatchObject({
      kind: 'refused',
    });
    expect(await type('template delete train')).toMatchObject({ save: { action: 'delete' } });
    expect(await type('launch train', requester)).toMatchObject({ kind: 'problem' });
    expect(await type('template')).toMatchObject({ templates: [{ name: 'hello' }] });
    expect(await type('template delete train')).toMatchObject({ kind: 'problem' });
    expect(await type('template restore train v3')).toMatchObject({
      problems: [saying('restore the version before it')],
    });
    expect(await type('template restore train v2')).toMatchObject({ save: { number: 4 } });
    expect(await bot.decided(type('launch train', requester))).toMatchObject({
      kind: 'launch-stored',
    });
  });

  test('somebody whom Slack has not told of is decided on after the ack', async () => {
    bot.remembers.value = false;
    const text = 'template delete train';
    expect(await bot.interactions.command(request('u1', requester), '/job', text)).toBeUndefined();
    await bot.runUntilIdle();
    expect(bot.answers.at(-1)).toMatchObject({ kind: 'refused' });
    expect(await type('template delete train')).toMatchObject({ kind: 'template-saved' });
  });
});

describe('from a job', () => {
  test('of ours: its spec as it was sent, without our labels', async () => {
    const handle = await bot.launch('launch hello steps=7');
    await bot.wait(2_000);
    await type(`template save train from ${handle}`);
    expect(form()?.text).toContain('displayName: hello 7');
    expect(form()?.text).toContain('target: ml-prod/us-central1');
    expect(form()?.text).not.toContain('launch-id');
    expect(await submit(form()?.text ?? '')).toMatchObject({ ok: true });
  });

  test('of somebody else: read from Vertex, where the bot launches; secrets are left out', async () => {
    const name = addForeignJob(bot, specWithEnv([{ name: 'API_KEY', value: 'abc123' }]), {
      displayName: 'from the console {{x}}',
      labels: { team: 'vision' },
    });
    const path = 'https://console.cloud.google.com/vertex-ai/locations/us-central1/training/42';
    await type(`template save train from ${path}?project=ml-prod`);
    expect(form()?.notices).toMatchObject([
      { kind: 'secrets-left-out', paths: [expect.stringContaining('API_KEY')] },
    ]);
    expect(form()?.text).not.toContain('abc123');
    await submit(form()?.text ?? '');
    expect(await type('launch train dry-run', requester)).toMatchObject({
      kind: 'dry-run',
      body: { displayName: 'from the console {{x}}', labels: { team: 'vision' } },
    });
    expect(await type(`template save x from ${name.replace('123', 'else')}`)).toMatchObject({
      problems: [saying('ml-prod/us-central1')],
    });
  });
});
