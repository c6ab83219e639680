// What the bot tells of itself.

import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

const line = /^(\w+)(?:\{(.*)\})? (\S+)$/;

export type Sample = { readonly name: string; readonly labels: string; readonly value: number };

/** A bot that is busy may cut a connection before it answers. */
const attempts = 5;
const pauseMs = 1_000;

/** All samples of its metrics. Each time, the longest lag of its event loop counts from the time before. */
export async function samplesOf(port: number): Promise<readonly Sample[]> {
  const told = await textOf(port);
  return told.split('\n').flatMap((one) => {
    const [, name, labels = '', value] = line.exec(one) ?? [];
    return name === undefined ? [] : [{ name, labels, value: Number(value) }];
  });
}

async function textOf(port: number): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      // Without an agent: a connection that is kept may be closed just as it is used again.
      const request = get({ host: '127.0.0.1', port, path: '/metrics', agent: false });
      const answered = new Promise<IncomingMessage>((resolve, reject) => {
        request.once('response', resolve).once('error', reject);
      });
      return await text(await answered);
    } catch (error) {
      if (attempt === attempts) throw error;
      await sleep(pauseMs);
    }
  }
}

/** The sum of a metric over all labels that contain a text. */
export async function sumOf(port: number, name: string, label = ''): Promise<number> {
  const samples = await samplesOf(port);
  return samples
    .filter((one) => one.name === name && one.labels.includes(label))
    .reduce((sum, { value }) => sum + value, 0);
}
