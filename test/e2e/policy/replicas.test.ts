// Each process reports the policy file that it goes by, for doctor on the others.

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';

test('a process reports its policy file while it runs', longTimeout, async ({ onTestFinished }) => {
  const sandbox = await startSandbox(onTestFinished);
  const { directory } = sandbox.servers;
  const path = join(directory, 'policy.yaml');
  const text = 'grants: { launch: [members] }\n';
  await writeFile(path, text);
  const policies = () => {
    const database = new DatabaseSync(join(directory, 'jobs.db'), { readOnly: true });
    try {
      return database.prepare('select policy from replicas').all();
    } finally {
      database.close();
    }
  };
  const first = await sandbox.bot({ POLICY_FILE: path });
  // Somebody has been answered, so what a start does is done.
  await sandbox.launch('hello greeting=Reported');
  await sandbox.kill(first);
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 12);
  expect(policies()).toEqual([{ policy: hash }]);
  const second = await sandbox.bot({ POLICY_FILE: path });
  expect(await second.stop()).toBe(0);
  expect(policies()).toEqual([]);
});
