import { expect, test } from 'vitest';
import { createBackground } from '../app/background.ts';

const quiet = { error: () => undefined };

test('the event loop turns before each of a crowd', async () => {
  const seen: string[] = [];
  const background = createBackground(quiet, () => {
    seen.push('turn');
    return Promise.resolve();
  });
  for (const name of ['a', 'b', 'c']) {
    background.run(async () => {
      await Promise.resolve();
      seen.push(name);
    });
  }
  expect(seen).toEqual(['turn']);
  await background.idle();
  expect(seen.filter((one) => one !== 'turn')).toEqual(['a', 'b', 'c']);
  expect(seen.filter((one) => one === 'turn')).toHaveLength(3);
});

test('what comes in between two turns of the loop is heard between two answers', async () => {
  const seen: string[] = [];
  const background = createBackground(quiet);
  setImmediate(() => seen.push('heard'));
  for (let n = 0; n < 200; n++) background.run(() => Promise.resolve(void seen.push(`${n}`)));
  await background.idle();
  expect(seen.indexOf('heard')).toBeLessThan(5);
  expect(seen).toHaveLength(201);
});

test('what fails is logged and stops no other, and idle waits for what was begun meanwhile', async () => {
  const errors: unknown[] = [];
  const background = createBackground({ error: (_, fields) => errors.push(fields) });
  const seen: string[] = [];
  background.run(() => Promise.reject(new Error('no')));
  background.run(() => {
    background.run(() => Promise.resolve(void seen.push('later')));
    return Promise.resolve();
  });
  await background.idle();
  expect(errors).toHaveLength(1);
  expect(seen).toEqual(['later']);
  background.run(() => Promise.resolve(void seen.push('again')));
  await background.idle();
  expect(seen).toEqual(['later', 'again']);
});
