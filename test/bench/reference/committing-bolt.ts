// A Bolt app that commits a row for each command before it acks, as durably as the bot: the least that an ack of something stored costs.

import { DatabaseSync } from 'node:sqlite';
import { App } from '@slack/bolt';

const {
  SLACK_BOT_TOKEN: token = '',
  SLACK_SIGNING_SECRET: signingSecret = '',
  SLACK_API_URL: slackApiUrl = '',
  BENCH_DATABASE: path = '',
  PORT: port,
} = process.env;

const database = new DatabaseSync(path);
database.exec('pragma locking_mode = exclusive');
database.exec('pragma journal_mode = wal');
database.exec('pragma synchronous = full');
database.exec('create table if not exists commands (at integer, text text)');
const insert = database.prepare('insert into commands values (?, ?)');

const app = new App({ token, signingSecret, clientOptions: { slackApiUrl } });
app.command('/job', async ({ ack, command }) => {
  insert.run(Date.now(), command.text);
  await ack();
});
await app.start(Number(port ?? 0));
process.stdout.write('{"message":"ready"}\n');
