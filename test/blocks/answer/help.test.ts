import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import { typedVerbs } from '../../../app/domain/command/verb-names.ts';
import { verbs } from '../../../app/domain/command/verbs.ts';
import { helpWords } from '../../../blocks/answer/help-words.ts';

describe('help', () => {
  test.each(typedVerbs)('the examples of %s are commands', (verb) => {
    const { examples } = helpWords[verb];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      expect(parseCommand(example, { command: '/job' })).toMatchObject({
        ok: true,
        command: { verb },
      });
    }
  });

  test.each(typedVerbs)('names each alias of %s that it names at all for what it is', (verb) => {
    const said = helpWords[verb].more.join(' ');
    for (const [, alias = ''] of said.matchAll(/`(\w+)` is the same as/g)) {
      expect(verbs[verb].typed.aliases).toContain(alias);
    }
  });

  test('what is not built is not in it', () => {
    expect(JSON.stringify(helpWords)).not.toMatch(/max-cost|extend|audit/);
  });
});
