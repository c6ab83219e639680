import { expect, test } from 'vitest';
import { longTimeout, startSandbox } from '../harness.ts';

test(
  'a job that ran out of memory is launched again on a larger machine by one press',
  longTimeout,
  async ({ onTestFinished }) => {
    const sandbox = await startSandbox(onTestFinished);
    await sandbox.bot();
    const first = await sandbox.launch('oom');
    await sandbox.see({
      kind: 'message',
      match:
        'may also run on `n1-standard-8`, with 8 vCPUs and 30 GiB of memory, by `machine=n1-standard-8`',
    });
    await sandbox.press('Re-run on n1-standard-8, ≈ $0.46/h');
    await sandbox.see({ kind: 'message', match: 'launched it again as' });
    const again = await sandbox.see({ kind: 'message', match: '1 × n1-standard-8' });
    expect(again.text).not.toContain(`\`${first}\``);
    // Which runs out of memory as well, and is offered the next.
    await sandbox.see({ kind: 'message', match: 'may also run on `n1-standard-16`' });
  },
);
