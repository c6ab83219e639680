// A Bolt app that does nothing but connect: what the bot's start and memory are measured against. Its environment is the bot's.

import { App } from '@slack/bolt';

const {
  SLACK_BOT_TOKEN: token = '',
  SLACK_APP_TOKEN: appToken,
  SLACK_SIGNING_SECRET: signingSecret = '',
  SLACK_API_URL: slackApiUrl = '',
  PORT: port,
} = process.env;

const common = { token, clientOptions: { slackApiUrl } };
const app = new App(
  appToken === undefined ? { ...common, signingSecret } : { ...common, appToken, socketMode: true },
);
app.command('/job', async ({ ack }) => {
  await ack();
});
await app.start(Number(port ?? 0));
process.stdout.write('{"message":"ready"}\n');
