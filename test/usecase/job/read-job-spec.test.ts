import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from '../harness.ts';
import {
  addForeignJob,
  createTemplateInteractions,
  leastSpec,
  type TemplateInteractions,
} from '../template/template-interactions.ts';
import { problemSaying } from '../../domain/text/written.ts';

let bot: Harness;
let interactions: TemplateInteractions;
let job: string;
beforeEach(async () => {
  bot = await createHarness();
  interactions = createTemplateInteractions(bot);
  job = addForeignJob(bot, leastSpec);
});
const byId = () => job.replace('123', 'ml-prod');

describe('a template from somebody else’s job', () => {
  test('can be made by the project’s id, and by its number before and after a poll has learned it', async () => {
    for (const name of [byId(), job]) {
      await interactions.type(`template save train from ${name}`);
      expect(interactions.form()?.text).toContain('displayName: from the console');
    }
    await bot.poll();
    bot.shown.length = 0;
    await interactions.type(`template save train from ${job}`);
    expect(interactions.form()?.text).toContain('displayName: from the console');
    expect(interactions.form()?.text).toContain('target: ml-prod/us-central1');
  });

  test('of another project is not made, even if a job of the same id is ours', async () => {
    const other = job.replace('123', '999');
    expect(await interactions.type(`template save train from ${other}`)).toMatchObject(
      problemSaying('`999` is'),
    );
    await bot.poll();
    expect(await interactions.type(`template save train from ${other}`)).toMatchObject(
      problemSaying('ml-prod/us-central1'),
    );
    expect(bot.shown).toEqual([]);
  });

  test('that Vertex does not show is not made: the answer says what Vertex said', async () => {
    bot.jobs.delete('42');
    expect(await interactions.type(`template save train from ${byId()}`)).toMatchObject(
      problemSaying('did not show me job `42`: not found'),
    );
    expect(bot.shown).toEqual([]);
  });

  test('with fields that are newer than the bot begins without them, and the window names them', async () => {
    const [pool] = leastSpec.workerPoolSpecs;
    const quantumChip = { args: 'willow', env: [{ name: 'A' }], values: 'v', off: null };
    const machineSpec = { ...pool?.machineSpec, quantumChip };
    const key = 'known elsewhere';
    const jobSpec = { workerPoolSpecs: [{ ...pool, machineSpec, key }], zeroGravity: { level: 1 } };
    bot.set('42', { jobSpec });
    await interactions.type(`template save train from ${byId()}`);
    const { text = '', notices } = interactions.form() ?? {};
    expect(notices).toEqual([
      {
        kind: 'fields-left-out',
        paths: [
          'jobSpec.zeroGravity',
          'jobSpec.workerPoolSpecs[0].key',
          'jobSpec.workerPoolSpecs[0].machineSpec.quantumChip',
        ],
      },
    ]);
    expect(text).not.toMatch(/quantum|Gravity/);
    expect(await interactions.save(text)).toMatchObject({ ok: true });
    // Run again as it is, it is the same job: Vertex has taken these fields before.
    expect(await interactions.type(`rerun ${byId()} dry-run`)).toMatchObject({
      kind: 'dry-run',
      unchecked: [
        'jobSpec.workerPoolSpecs[0].machineSpec.quantumChip',
        'jobSpec.workerPoolSpecs[0].key',
        'jobSpec.zeroGravity',
      ],
    });
    expect(await bot.decided(interactions.type(`rerun ${byId()}`))).toMatchObject({
      kind: 'launch-stored',
    });
    await bot.wait(2_000);
    expect(bot.creates).toMatchObject([{ jobSpec }]);
  });

  test('in which all is known begins with all of it, and without a notice', async () => {
    await interactions.type(`template save train from ${byId()}`);
    expect(interactions.form()?.notices).toEqual([]);
    expect(interactions.form()?.text).toContain('imageUri: gcr.io/x/y');
  });

  test('whose spec Vertex does not tell is not made of nothing', async () => {
    bot.set('42', { jobSpec: undefined });
    expect(await interactions.type(`template save train from ${byId()}`)).toMatchObject(
      problemSaying('did not tell what job `42` is made of'),
    );
    expect(bot.shown).toEqual([]);
  });
});
