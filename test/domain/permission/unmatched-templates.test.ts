import { expect, test } from 'vitest';
import { parsePolicy } from '../../../app/domain/permission/parse-policy.ts';
import { unmatchedTemplates } from '../../../app/domain/permission/unmatched-templates.ts';

test('patterns that fit no template are named with their paths', () => {
  const parsed = parsePolicy({
    channels: {
      C0PROD: { templates: ['serve-*', 'EVAL', 'evla'] },
      default: { templates: ['*', 'x-*'] },
    },
    templates: { 'llama-tune': {}, 'serve-*': { launch: 'members' } },
  });
  if (!parsed.ok) throw new Error(parsed.problems.join(' '));
  expect(unmatchedTemplates(parsed.rules, ['serve-big', 'eval'])).toEqual([
    '`channels.C0PROD.templates[2]` (`evla`) fits no template.',
    '`channels.default.templates[1]` (`x-*`) fits no template.',
    '`templates.llama-tune` fits no template.',
  ]);
  expect(unmatchedTemplates(parsed.rules, [])).toHaveLength(7);
});
