import { expect, test } from 'vitest';
import { createBotServer } from '../../app/slack/server.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };

test('names the setting where another program has the port', async ({ onTestFinished }) => {
  const first = createBotServer({ port: 0, routes: [], slack: undefined, log });
  const port = await first.listen();
  onTestFinished(() => first.stop());
  const second = createBotServer({ port, routes: [], slack: undefined, log });
  await expect(second.listen()).rejects.toThrow(
    `Another program listens on port ${port}: end it, or set PORT to a free one.`,
  );
});
