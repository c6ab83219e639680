// Templates as people write and save them, and the window that was opened for it.

import type { Answer } from '../../../app/domain/answer/answer.ts';
import type { Observation } from '../../../app/domain/job/job.ts';
import type { TemplateForm } from '../../../app/domain/form/template-form.ts';
import { requester, type Harness } from '../harness.ts';

export const admin = { ...requester, userId: 'U0ADMIN' };

export const request = (key: string, who = admin) => ({ key, requester: who, trigger: `t-${key}` });

/** A template `train`; the size of its disk tells its versions apart. */
export const yaml = (sizeGb = 1, more = '') => `name: train
parameters:
  lr: { type: number, default: 0.1 }
displayName: train {{lr}}
${more}jobSpec:
  workerPoolSpecs:
    - machineSpec: { machineType: n1-standard-4 }
      diskSpec: { bootDiskSizeGb: ${sizeGb} }
      containerSpec: { imageUri: gcr.io/x/y, args: ['--lr={{lr}}'] }
`;

/** Writes templates through the interactions of a bot. */
export function createTemplateInteractions(bot: Harness) {
  let keys = 0;
  const newKey = () => `c${++keys}`;
  return {
    /** Types a command as an admin; resolves with its answer, be it a later one. */
    async type(text: string, who = admin, key = newKey()): Promise<Answer | undefined> {
      const answer = await bot.interactions.command(request(key, who), '/job', text);
      await bot.runUntilIdle();
      return answer ?? bot.answers.at(-1);
    },
    /** Presses Save under a text for `train`. */
    save: (text: string, base = 0, key = `view:${newKey()}`, who = admin) =>
      bot.interactions.submitTemplate(
        request(key, who),
        { channel: requester.channel, name: 'train', base },
        { text, note: 'why' },
      ),
    /** The window that was opened last. */
    form(): TemplateForm | undefined {
      const window = bot.shown.at(-1);
      return window?.kind === 'template-form' ? window.form : undefined;
    },
    /** Stores a version without a window, unchecked. */
    keep: (name: string, text: string, number = 1) =>
      bot.store.transaction((tx) =>
        tx.templateSaves.add(
          { name, number, action: 'save', text, author: 'U0BO' },
          `kept:${name}:${number}`,
        ),
      ),
    /** Versions of a template, newest first. */
    versions: (name = 'train') =>
      bot.store.transaction(async (tx) =>
        (await tx.templateSaves.history(name, 100)).map(
          ({ number, action }) => `${action} v${number}`,
        ),
      ),
  };
}

/** The least that a job is made of, as Vertex writes it, with these variables. */
export const specWithEnv = (
  env?: readonly { readonly name: string; readonly value?: string }[],
) => ({
  workerPoolSpecs: [
    {
      machineSpec: { machineType: 'n1-standard-4' },
      replicaCount: '1',
      containerSpec: { imageUri: 'gcr.io/x/y', ...(env && { env }) },
    },
  ],
});
export const leastSpec = specWithEnv();

/** A job that somebody made elsewhere, as Vertex shows it. */
export function addForeignJob(
  bot: Harness,
  jobSpec: Readonly<Record<string, unknown>> = leastSpec,
  more: Partial<Observation> = {},
): string {
  const name = 'projects/123/locations/us-central1/customJobs/42';
  bot.jobs.set('42', {
    key: { projectNumber: '123', location: 'us-central1', id: '42' },
    name,
    displayName: 'from the console',
    state: 'RUNNING',
    createTime: 0,
    labels: {},
    jobSpec,
    ...more,
  });
  return name;
}

export type TemplateInteractions = ReturnType<typeof createTemplateInteractions>;
