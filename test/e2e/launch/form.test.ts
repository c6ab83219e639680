import { describe, expect, test } from 'vitest';
import { longTimeout, shareSandbox } from '../harness.ts';
import { ana, bo, mlJobs, research } from '../workspace.ts';
import { until } from '../wait.ts';

describe('the form', longTimeout, () => {
  const shared = shareSandbox();

  test('launches a job, from the bare command to its card', async () => {
    const sandbox = shared();
    await until('the prices were read', async () =>
      (await sandbox.log()).find((line) => line['message'] === 'prices read'),
    );
    const { client } = sandbox;
    const openView = async () => {
      const { views } = await client.slackRecords();
      const id = views.findLast(({ user, open }) => user === ana && open)?.id;
      if (id === undefined) throw new Error('no window is open');
      return id;
    };
    const blockOf = async (name: string) => {
      const { views } = await client.slackRecords();
      const hers = views.filter(({ user }) => user === ana);
      const ids = hers.flatMap(({ spec }) => spec.blocks.map(({ block_id = '' }) => block_id));
      return ids.find((id) => id.endsWith(`:${name}`)) ?? '';
    };
    const act = (name: string, body: object) =>
      client.slack('POST', `act/${name}`, { user: ana, ...body });

    await sandbox.type('/job');
    await sandbox.see({ kind: 'view', user: ana, match: 'Which template' });
    const form = await openView();
    await act('click', { view_id: form, action_id: 'form-template', value: 'resnet-train' });
    await sandbox.see({ kind: 'view', user: ana, match: 'where the data set lies' });

    await sandbox.see({
      kind: 'view',
      user: ana,
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
    await sandbox.see({
      kind: 'view',
      user: ana,
      match: 'That is in sandbox-project/europe-west4',
    });

    const where = { in: 'sandbox-project/europe-west4' };
    expect(await client.submit(ana, { ...where, data: 'not a bucket' })).toMatchObject({
      notice: expect.stringContaining('gs://') as string,
    });
    const data = 'gs://sandbox-data/x';
    const state = { [await blockOf('data')]: { value: data } };
    await act('click', { view_id: form, action_id: 'form-preview', state });
    await sandbox.see({ kind: 'view', user: ana, match: 'resnet gs://sandbox-data/x lr=0.1' });
    await sandbox.see({
      kind: 'view',
      user: ana,
      match: '1 × g2-standard-8 \\+ 1 × NVIDIA_L4 ≈ \\$1\\.\\d\\d/h at list price',
    });
    await act('close', { view_id: await openView() });
    expect(await client.submit(ana, { ...where, data, 'max-cost': '200/h' })).toMatchObject({
      notice: expect.stringContaining('US dollars') as string,
    });
    await client.submit(ana, { ...where, data, 'max-cost': '$200' });
    await sandbox.see({ kind: 'message', channel: mlJobs, match: 'warned of at .*\\$200' });
    await sandbox.see({ kind: 'ephemeral', user: ana, match: '^Launching' });
    await sandbox.see({
      kind: 'message',
      channel: mlJobs,
      match: 'Succeeded.*, for under \\$0\\.01 at list price\\.',
    });
    expect(await sandbox.jobsBy(ana)).toMatchObject([
      { displayName: 'resnet gs://sandbox-data/x lr=0.1', location: 'europe-west4' },
    ]);
    const { seq: since } = await sandbox.see({ kind: 'edit', match: 'Succeeded.* · \\*resnet gs' });
    await sandbox.press('Re-run with changes', { channel: mlJobs });
    await sandbox.see({ kind: 'view', user: ana, since, match: 'gs://sandbox-data/x' });
  });

  test('mends what was typed wrong, and opens for what is lacking', async () => {
    const sandbox = shared();
    const { client } = sandbox;
    const his = { user: bo, channel: research };
    const fieldsOf = async () => {
      const { views } = await client.slackRecords();
      return JSON.stringify(views.findLast(({ user }) => user === bo)?.spec.blocks);
    };
    const where = 'in=sandbox-project/europe-west4';
    await sandbox.type(
      `/job launch resnet-train lr=99 data=gs://sandbox-data/x epochs=3 ${where}`,
      his,
    );
    await sandbox.see({ kind: 'ephemeral', user: bo, match: 'lr.*10' });
    await sandbox.press('Fix in the form', his);
    await sandbox.see({ kind: 'view', user: bo, match: 'That is in sandbox-project/europe-west4' });
    const fields = await fieldsOf();
    expect(fields).toContain('"initial_value":"gs://sandbox-data/x"');
    expect(fields).toContain('"initial_value":"3"');
    expect(fields).toMatch(/"initial_option":\{[^}]*\}?[^}]*europe-west4/);
    expect(fields).not.toContain('99');
    expect(await sandbox.jobsBy(bo)).toEqual([]);
    await client.submit(bo, { lr: '0.5' });
    await sandbox.see({ kind: 'message', channel: research, match: 'lr=0.5' });
    // The card may be posted before the job is created.
    const job = await until('its job is there', async () => (await sandbox.jobsBy(bo)).at(0));
    expect(await sandbox.jobsBy(bo)).toHaveLength(1);
    expect(job).toMatchObject({
      displayName: 'resnet gs://sandbox-data/x lr=0.5',
      location: 'europe-west4',
    });

    const since = await client.last();
    await sandbox.type('/job launch resnet-train lr=0.25', his);
    await sandbox.see({ kind: 'view', user: bo, match: 'where the data set lies', since });
    expect(await fieldsOf()).toContain('"initial_value":"0.25"');
    expect(await sandbox.jobsBy(bo)).toHaveLength(1);
  });
});
