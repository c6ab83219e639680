// The sandbox's Slack in a process of its own, so that its CPU isn't the bot's or the bench's. Started by `slack-server.ts` with the
// bot's port and the number of channels as JSON.

import { join } from 'node:path';
import { z } from 'zod';
import { app, defaultSeed } from '../../../app/sandbox/slack/state/seed.ts';
import { startSlackServer } from '../../../app/sandbox/slack/server.ts';
import { channelOf } from './channels.ts';

const asked = z
  .object({ botPort: z.number(), channels: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ''));

const members = [app.botUserId, 'U0ANA', 'U0BO'];
const channels = Array.from({ length: asked.channels }, (_, index) => ({
  ...{ id: channelOf(index, asked.channels), name: `jobs-${index}` },
  ...{ kind: 'public' as const, members },
}));
const { url, apiUrl, botToken, signingSecret } = await startSlackServer({
  manifest: join(import.meta.dirname, '../../../manifest.yml'),
  mode: 'http',
  requestUrl: `http://127.0.0.1:${asked.botPort}/slack/events`,
  seed: { ...defaultSeed, channels: [...defaultSeed.channels, ...channels] },
});
process.send?.({ url, apiUrl, botToken, signingSecret });
// Ends with the bench, whatever ended that.
process.once('disconnect', () => process.exit(0));
