// What the bot says of its policy to those who ask: by a file, and while that file is broken.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';
import { until } from '../wait.ts';
import { ana, bo, mlJobs, wanda } from '../workspace.ts';

const policy = `
roles:
  lead: { people: [${bo}] }
  operator: { groups: [S0MLOPS] }
grants:
  launch: [lead]
  cancel-any: [operator, lead]
channels:
  ${mlJobs}: { templates: [hello] }
templates:
  hello: { launch: lead }
`;

describe('/job policy', longTimeout, () => {
  test('tells each what they may do, and that a broken file is not in force', async ({
    onTestFinished,
  }) => {
    const sandbox = await startSandbox(onTestFinished);
    const { client } = sandbox;
    const path = join(sandbox.servers.directory, 'policy.yaml');
    await writeFile(path, policy);
    await client.slack('POST', 'act/group', { group: 'S0MLOPS', users: [wanda] });
    await sandbox.bot({ POLICY_FILE: path });
    const shownTo = async (user: string): Promise<string> => {
      const since = await client.last();
      await sandbox.type('/job policy', { user });
      const { text } = await sandbox.see({ kind: 'ephemeral', user, match: '^\\W*Policy', since });
      return text.replace(/[*`\u2060]/g, '');
    };

    const toAna = await shownTo(ana);
    expect(toAna).toMatch(/^Policy · policy\.yaml [0-9a-f]{12} · in force since /);
    expect(toAna).toContain('✅ Yes · see jobs and templates · as a full member');
    expect(toAna).toContain('🚫 No · launch jobs · only the role lead');
    expect(toAna).toContain(
      '🚫 No · cancel other people’s jobs · only the roles operator and lead',
    );
    expect(toAna).toContain('Templates · this channel takes only hello');
    expect(toAna).toMatch(/lead · .*bo/i);
    expect(await shownTo(bo)).toContain('✅ Yes · launch jobs · as lead');
    expect(await shownTo(wanda)).toContain('✅ Yes · cancel other people’s jobs · as operator');

    await writeFile(path, policy.replace('launch: [lead]', 'launch: [leed]'));
    const told = await until('the broken file is told of', async () => {
      const said = await shownTo(ana);
      return said.includes('Warning') ? said : undefined;
    });
    expect(told).toContain('so this one stays in force: /job doctor says why.');
    expect(told).not.toContain('leed');
    expect(told).toContain('🚫 No · launch jobs · only the role lead');
  });
});
