import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import {
  createTemplateInteractions,
  yaml,
  type TemplateInteractions,
} from './template-interactions.ts';
import { problemSaying } from '../../domain/text/written.ts';

let bot: Harness;
let interactions: TemplateInteractions;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
});

describe('a template that is kept in a file', () => {
  beforeEach(async () => {
    await interactions.keep('hello', yaml(1).replace('train', 'hello'));
    await interactions.keep('hello', yaml(2).replace('train', 'hello'), 2);
  });

  test.each(['delete hello', 'restore hello v1', 'save hello', 'history hello', 'show hello v1'])(
    '“template %s” leads to the file, though an older one of that name is kept in Slack',
    async (text) => {
      expect(await interactions.type(`template ${text}`)).toMatchObject(
        problemSaying('hello.yaml'),
      );
      expect(bot.shown).toEqual([]);
      expect(await interactions.versions('hello')).toEqual(['save v2', 'save v1']);
    },
  );
});

describe('a file whose name has the slug of a template that is kept in Slack', () => {
  beforeEach(async () => {
    await interactions.keep('vision-train', yaml(7).replace('train', 'vision-train'));
    bot.file.name = 'vision/train';
  });

  test('is the one that is used, by either name, as the list says', async () => {
    expect(await interactions.type('template list')).toMatchObject({
      templates: [{ name: 'vision/train', origin: 'vision/train.yaml' }],
      problems: [
        {
          name: 'vision-train',
          problems: [{ kind: 'also-in-file', file: 'vision/train.yaml' }],
        },
      ],
    });
    for (const name of ['vision-train', 'vision/train', 'Vision_Train']) {
      expect(await interactions.type(`launch ${name} dry-run`)).toMatchObject({
        kind: 'dry-run',
        template: { name: 'vision/train', version: 'v1' },
      });
      expect(await interactions.type(`template show ${name}`)).toMatchObject({
        template: { name: 'vision/train' },
        source: '# v1',
        save: undefined,
      });
    }
  });
});

test('a broken file of that slug is told by its name, and the other is not launched for it', async () => {
  await interactions.keep('vision-train', yaml(7).replace('train', 'vision-train'));
  bot.broken.push({ file: 'vision/train.yaml', problems: ['It is not valid YAML.'] });
  expect(await interactions.type('launch vision/train dry-run')).toMatchObject(
    problemSaying('not valid YAML'),
  );
  expect(await interactions.type('launch vision-train dry-run')).toMatchObject({ kind: 'dry-run' });
});

test('the name of a file that is broken can’t be taken, and is not restored or deleted', async () => {
  bot.broken.push({ file: 'train.yaml', problems: ['is not valid YAML'] });
  await interactions.keep('train', yaml(1));
  for (const text of ['delete train', 'restore train v1', 'save train', 'edit train']) {
    expect(await interactions.type(`template ${text}`)).toMatchObject(
      problemSaying('mend it there'),
    );
  }
  expect(await interactions.versions()).toEqual(['save v1']);
});

describe('a version', () => {
  test('that the rules of today refuse is not brought back, and the answer says what is wrong in it', async () => {
    await interactions.keep('train', yaml(1).replace('imageUri: gcr.io/x/y', 'imageUri: ""'));
    await interactions.keep('train', yaml(2), 2);
    const answer = await interactions.type('template restore train v1');
    expect(answer).toMatchObject(problemSaying('v1 can’t be brought back'));
    expect(answer).toMatchObject(problemSaying('imageUri'));
    expect(await interactions.versions()).toEqual(['save v2', 'save v1']);
  });

  test('with a secret in it is not brought back, and the secret is not quoted', async () => {
    await interactions.keep('train', yaml(1, 'description: "with hunter2 # password=hunter2"\n'));
    await interactions.keep('train', yaml(2), 2);
    const answer = await interactions.type('template restore train v1');
    expect(answer).toMatchObject(problemSaying('looks like a secret'));
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  test('that was a delete can’t be shown, compared or restored: the answer says what to name instead', async () => {
    await interactions.keep('train', yaml(1));
    await interactions.type('template delete train');
    await interactions.type('template restore train v1');
    for (const text of ['show train v2', 'history train v2', 'history train v1 v2']) {
      expect(await interactions.type(`template ${text}`)).toMatchObject(
        problemSaying('was deleted by v2: name the version before it'),
      );
    }
  });

  test('that there never was is told, with the way to those there are', async () => {
    await interactions.keep('train', yaml(1));
    for (const text of ['show train v7', 'history train v7', 'restore train v7']) {
      expect(await interactions.type(`template ${text}`)).toMatchObject(
        problemSaying('template history train'),
      );
    }
    expect(await interactions.type('template restore other v1')).toMatchObject(
      problemSaying('no template `other`'),
    );
    expect(await interactions.type('template delete other')).toMatchObject(
      problemSaying('no template `other`'),
    );
  });
});

test('of two who change a template at the same moment one does, and the other is told that nothing was done', async () => {
  await interactions.keep('train', yaml(1));
  await interactions.keep('train', yaml(2), 2);
  const answers = await Promise.all([
    interactions.type('template restore train v1'),
    interactions.type('template delete train'),
  ]);
  const kinds = answers.map((answer) => answer?.kind);
  expect(kinds.toSorted()).toEqual(['problem', 'template-saved']);
  expect(answers).toContainEqual(problemSaying('at the same moment, so nothing was done'));
  expect(await interactions.versions()).toHaveLength(3);
});
