import { expect, test } from 'vitest';
import type { Answer } from '../../../app/domain/answer/answer.ts';
import { renderAnswer } from '../../../blocks/answer/answer.ts';
import { renderHome } from '../../../blocks/home/home.ts';
import { channels } from '../../gallery/exhibits/notification-level.ts';
import { homes } from '../../gallery/exhibits/homes.ts';
import { answersOf, context, jobOf, launchOf } from '../samples.ts';

const requester = { ...launchOf('x').requester, channel: 'D0ANA' };
const card = { launch: launchOf('resnet', { requester }), job: jobOf('resnet') };

test('a direct message is named as such in a list, and its card is linked for nobody', () => {
  const list = answersOf('x').find((one) => one.kind === 'list');
  if (list?.kind !== 'list') throw new Error('no list');
  const rows = [{ card, rootTs: '1.0' }];
  const answer: Answer = { ...list, filter: { scope: 'all' }, rows };
  const shown = JSON.stringify(renderAnswer(answer, context));
  expect(shown).toContain('a direct message');
  expect(shown).not.toContain('D0ANA');
});

test('and at somebody else’s Home', () => {
  const [open] = homes.open;
  if (open?.[1].kind !== 'open') throw new Error('no page');
  const page = { ...open[1], team: { items: [card], more: 0 } };
  const shown = JSON.stringify(renderHome(page, 'D0BO', context));
  expect(shown).toContain('a direct message');
  expect(shown).not.toContain('D0ANA');
});

test('says itself how much it hears', () => {
  const [first] = channels;
  if (first?.[1].kind !== 'channel') throw new Error('no settings');
  const answer = { ...first[1], settings: { ...first[1].settings, channel: 'D0ANA' } };
  const { text, blocks } = renderAnswer(answer, context);
  expect(text).toMatch(/^This direct message hears /);
  expect(JSON.stringify(blocks)).not.toContain('D0ANA');
});
