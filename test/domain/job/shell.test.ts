import { expect, test } from 'vitest';
import { readShells } from '../../../app/domain/job/shell.ts';

const isLinked = (url: string) => readShells({ 'workerpool0-0': url })[0]?.isGoogles;

test.each([
  'https://1234-dot-us-central1.aiplatform-training.googleusercontent.com/',
  'https://console.cloud.google.com/x?y=1#z',
])('%s is Google’s', (url) => {
  expect(isLinked(url)).toBe(true);
});

test.each([
  'http://1234.googleusercontent.com/',
  'https://evil.example/',
  'https://evilgoogleusercontent.com/',
  'https://googleusercontent.com.evil.example/',
  'https://x.googleusercontent.com@evil.example/',
  'https://user:secret@x.googleusercontent.com/',
  'https://x.googleusercontent.com/|<!channel>',
  'https://x.googleusercontent.com/ <!here>',
  'https://x.googleusercontent.com/\u202etxt.exe',
  'javascript:alert(1)//x.googleusercontent.com',
  `https://x.googleusercontent.com/${'a'.repeat(3_000)}`,
  '',
])('%s is not, and not linked', (url) => {
  expect(isLinked(url)).toBe(false);
});

test('replicas are in the order of their numbers', () => {
  const uris = { 'workerpool0-10': 'a', 'workerpool0-9': 'b', 'workerpool0-0': 'c' };
  expect(readShells(uris).map(({ replica }) => replica)).toEqual([
    'workerpool0-0',
    'workerpool0-9',
    'workerpool0-10',
  ]);
  expect(readShells(undefined)).toEqual([]);
});
