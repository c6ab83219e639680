import { expect, test } from 'vitest';
import { z } from 'zod';
import { ana, mlJobs, patience, setStage } from '../harness.ts';
import { until } from '../wait.ts';

const viewsIn = z.looseObject({
  views: z.array(z.looseObject({ id: z.string(), open: z.boolean() })),
});

test(
  'a job is launched by a form, from the bare command to its card',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    await until('the prices were read', async () =>
      (await stage.log()).find((line) => line['message'] === 'prices read'),
    );
    const { client } = stage;
    const openView = async () => {
      const { views } = viewsIn.parse(await client.slack('GET', 'records'));
      const id = views.findLast(({ open }) => open)?.id;
      if (id === undefined) throw new Error('no window is open');
      return id;
    };
    const blockOf = async (name: string) => {
      const { views } = await client.slackRecords();
      const ids = views.flatMap(({ spec }) => spec.blocks.map(({ block_id = '' }) => block_id));
      return ids.find((id) => id.endsWith(`:${name}`)) ?? '';
    };
    const act = (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, ...body });

    await stage.type('/job');
    await stage.see({ kind: 'view', match: 'Which template' });
    const form = await openView();
    await act('click', { view_id: form, action_id: 'form-template', value: 'resnet-train' });
    await stage.see({ kind: 'view', match: 'where the data set lies' });

    await stage.see({
      kind: 'view',
      match:
        '1 × g2-standard-8 \\+ 1 × NVIDIA_L4 ≈ \\$1\\.\\d\\d/h[^]*That is in sandbox-project/us-central1',
    });
    const target = await blockOf('');
    await act('click', {
      view_id: form,
      block_id: target,
      action_id: 'value',
      value: 'sandbox-project/europe-west4',
    });
    await stage.see({ kind: 'view', match: 'That is in sandbox-project/europe-west4' });

    const where = { in: 'sandbox-project/europe-west4' };
    expect(await client.submit(ana, { ...where, data: 'not a bucket' })).toMatchObject({
      notice: expect.stringContaining('gs://') as string,
    });
    const data = 'gs://sandbox-data/x';
    const state = { [await blockOf('data')]: { value: data } };
    await act('click', { view_id: form, action_id: 'form-preview', state });
    await stage.see({ kind: 'view', match: 'resnet gs://sandbox-data/x lr=0.1' });
    await stage.see({
      kind: 'view',
      match: '1 × g2-standard-8 \\+ 1 × NVIDIA_L4 ≈ \\$1\\.\\d\\d/h \\(list-price estimate\\)',
    });
    await act('close', { view_id: await openView() });
    await client.submit(ana, { ...where, data });
    await stage.see({ kind: 'ephemeral', user: ana, match: '^Launching' });
    await stage.see({
      kind: 'message',
      channel: mlJobs,
      match: 'Succeeded.*, for less than \\$0\\.01 \\(list-price estimate\\)\\.',
    });
    const { jobs } = await client.vertexRecords();
    expect(jobs).toMatchObject([
      { displayName: 'resnet gs://sandbox-data/x lr=0.1', location: 'europe-west4' },
    ]);
  },
);

test(
  'what was typed wrong is mended in the form, and what is lacking opens it',
  patience,
  async ({ onTestFinished }) => {
    const stage = await setStage(onTestFinished);
    await stage.bot();
    const { client } = stage;
    const fieldsOf = async () => {
      const { views } = await client.slackRecords();
      return JSON.stringify(views.at(-1)?.spec.blocks);
    };
    const where = 'in=sandbox-project/europe-west4';
    await stage.type(`/job launch resnet-train lr=99 data=gs://sandbox-data/x epochs=3 ${where}`);
    await stage.see({ kind: 'ephemeral', user: ana, match: 'lr.*10' });
    await stage.press('Fix in the form');
    await stage.see({ kind: 'view', match: 'That is in sandbox-project/europe-west4' });
    const fields = await fieldsOf();
    expect(fields).toContain('"initial_value":"gs://sandbox-data/x"');
    expect(fields).toContain('"initial_value":"3"');
    expect(fields).toMatch(/"initial_option":\{[^}]*\}?[^}]*europe-west4/);
    expect(fields).not.toContain('99');
    expect(await stage.jobs()).toEqual([]);
    await client.submit(ana, { lr: '0.5' });
    await stage.see({ kind: 'message', channel: mlJobs, match: 'lr=0.5' });
    // The card may be there before the job.
    const job = await until('its job is there', async () => (await stage.jobs()).at(0));
    expect(await stage.jobs()).toHaveLength(1);
    expect(job).toMatchObject({
      displayName: 'resnet gs://sandbox-data/x lr=0.5',
      location: 'europe-west4',
    });

    const since = await client.last();
    await stage.type('/job launch resnet-train lr=0.25');
    await stage.see({ kind: 'view', match: 'where the data set lies', since });
    expect(await fieldsOf()).toContain('"initial_value":"0.25"');
    expect(await stage.jobs()).toHaveLength(1);
  },
);
