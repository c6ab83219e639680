import { expect, test } from 'vitest';
import { checkText } from '../../../app/usecase/template/check-template.ts';
import { createTemplateText } from '../../../app/templates/thread.ts';
import { yaml } from './template-interactions.ts';

test('a text that takes too long to be searched for secrets is refused', async () => {
  const text = { ...createTemplateText(), secrets: () => Promise.resolve(undefined) };
  expect(await checkText({ text, targets: [] }, 'train', { text: yaml() })).toEqual({
    ok: false,
    problems: [{ kind: 'search-too-long' }],
  });
});
