import { expect, test } from 'vitest';
import { saidToBot } from '../../../app/domain/command/address.ts';

test.each([
  ['<@UBOT> cancel', 'cancel'],
  ['<@UBOT|vertexjobs>  logs 50 ', 'logs 50'],
  ['<@UBOT>: launch hello dry-run', 'launch hello dry-run'],
  ['<@UBOT>, launch hello', 'launch hello'],
  ['<@UBOT> : launch hello', 'launch hello'],
  ['<@UBOT>，launch hello', 'launch hello'],
  ['<@UBOT>\nlaunch hello', 'launch hello'],
  [' \u200b<@UBOT> list', 'list'],
  ['*<@UBOT>* list', 'list'],
  ['*<@UBOT> launch hello*', 'launch hello'],
  ['<@UBOT> <@UBOT>: list', 'list'],
  ['<@UBOT> list <@UBO>', 'list <@UBO>'],
  ['<@UBOT> cancel since <@UBOT> said so', 'cancel since <@UBOT> said so'],
  ['<@UBOT>', ''],
])('%j is said to the bot: %j', (text, said) => {
  expect(saidToBot(text, 'UBOT')).toBe(said);
});

test.each([
  ['prose', 'stop worrying, <@UBOT> tells us when it is done'],
  ['a polite word', 'please <@UBOT> list'],
  ['no mention at all', 'stop by my desk when it is done'],
  ['the name behind a name', '<@UBO> <@UBOT> cancel'],
  ['somebody else', '<@UOTHER> cancel'],
  ['a longer id', '<@UBOTHER> cancel'],
  ['a quotation', '&gt; <@UBOT> cancel'],
  ['code', '`<@UBOT> cancel`'],
  ['a block of code', '```<@UBOT> cancel```'],
  ['what was struck out', '~<@UBOT> cancel~'],
  ['a call to everybody', '<!channel> <@UBOT> cancel'],
  ['a list', '• <@UBOT> cancel'],
  ['an address that holds it', '<https://x.example/<@UBOT>|<@UBOT>> cancel'],
  ['the name as it is typed', '@vertexjobs cancel'],
  ['nothing', ''],
])('is not said to the bot: %s', (_, text) => {
  expect(saidToBot(text, 'UBOT')).toBeUndefined();
});

// In steps that grew with its square, it would take longer than a test may.
test('a megabyte of names or blanks is read', () => {
  expect(saidToBot('<@UBOT>'.repeat(150_000), 'UBOT')).toBe('');
  expect(saidToBot(`${' '.repeat(1_000_000)}x`, 'UBOT')).toBeUndefined();
});
