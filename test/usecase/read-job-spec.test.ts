import { beforeEach, describe, expect, test } from 'vitest';
import { createHarness, type Harness } from './harness.ts';
import {
  addForeignJob,
  createTemplateDesk,
  leastSpec,
  type TemplateDesk,
} from './template-desk.ts';

let bot: Harness;
let desk: TemplateDesk;
let job: string;
beforeEach(async () => {
  bot = await createHarness();
  desk = createTemplateDesk(bot);
  job = addForeignJob(bot, leastSpec);
});
const byId = () => job.replace('123', 'ml-prod');
const told = (part: string) => ({
  kind: 'problem',
  problems: [expect.stringContaining(part) as string],
});

describe('a template from somebody else’s job', () => {
  test('can be made by the project’s id, and by its number before and after a sweep has learned it', async () => {
    for (const name of [byId(), job]) {
      await desk.type(`template save train from ${name}`);
      expect(desk.form()?.text).toContain('displayName: from the console');
    }
    await bot.sweep();
    bot.shown.length = 0;
    await desk.type(`template save train from ${job}`);
    expect(desk.form()?.text).toContain('displayName: from the console');
    expect(desk.form()?.text).toContain('target: ml-prod/us-central1');
  });

  test('of another project is not made, even if a job of the same id is ours', async () => {
    const other = job.replace('123', '999');
    expect(await desk.type(`template save train from ${other}`)).toMatchObject(told('`999` is'));
    await bot.sweep();
    expect(await desk.type(`template save train from ${other}`)).toMatchObject(
      told('ml-prod/us-central1'),
    );
    expect(bot.shown).toEqual([]);
  });

  test('that Vertex does not show is not made: the answer says what Vertex said', async () => {
    bot.jobs.delete('42');
    expect(await desk.type(`template save train from ${byId()}`)).toMatchObject(
      told('did not show me job `42`: not found'),
    );
    expect(bot.shown).toEqual([]);
  });

  test('whose spec Vertex does not tell is not made of nothing', async () => {
    bot.set('42', { jobSpec: undefined });
    expect(await desk.type(`template save train from ${byId()}`)).toMatchObject(
      told('did not tell what job `42` is made of'),
    );
    expect(bot.shown).toEqual([]);
  });
});
