import { beforeEach, expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { createHearing } from '../../../app/usecase/request/hear.ts';
import { requester, createHarness, type Harness } from '../harness.ts';

const request = { key: 'message:C0JOBS:1.0', requester };
const note: Answer = { kind: 'note', note: { kind: 'watch-ended-before' } };

let bot: Harness;
let done: string[];
beforeEach(async () => {
  bot = await createHarness();
  done = [];
});

/** A process on the same database; one that hangs is killed before it has answered. */
function start({ hangs = false } = {}) {
  const tasks: Promise<void>[] = [];
  const hear = createHearing({
    store: bot.store,
    answerer: {
      answer: (_, answer) => {
        if (hangs) return new Promise<void>(() => undefined);
        done.push(answer.kind);
        return Promise.resolve();
      },
    },
    later: (task) => void tasks.push(task()),
  });
  return { hear, idle: () => Promise.all(tasks) };
}
const work = () => {
  done.push('work');
  return Promise.resolve(note);
};

test('what is answered at once or later is done with, in every process', async () => {
  const first = start();
  await first.hear(request, work);
  await first.idle();
  await first.hear(request, work);
  const second = start();
  await second.hear(request, work);
  expect(done).toEqual(['work', 'note']);
});

test('a process that was killed before it answered leaves it to the next', async () => {
  await start({ hangs: true }).hear(request, work);
  const next = start();
  await next.hear(request, work);
  await next.idle();
  await start().hear(request, work);
  expect(done).toEqual(['work', 'work', 'note']);
});

test('what follows the ack counts as well, and may fail', async () => {
  const first = start();
  const later = Promise.withResolvers<undefined>();
  await first.hear(request, ({ later: run }) => {
    run(() => later.promise.then(() => Promise.reject(new Error('away'))));
    return Promise.resolve(undefined);
  });
  const isDone = () => bot.store.transaction(async (tx) => !(await tx.heard.begin(request.key)));
  expect(await isDone()).toBe(false);
  later.resolve(undefined);
  await Promise.allSettled([first.idle()]);
  await expect.poll(isDone).toBe(true);
});

test('work that fails rejects, and may come again', async () => {
  const { hear } = start();
  await expect(hear(request, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  await hear(request, work);
  expect(done).toEqual(['work', 'note']);
});
