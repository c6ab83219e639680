import { describe, expect, test } from 'vitest';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import { typedVerbs, verbNamed } from '../../../app/domain/command/verb-names.ts';
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

  test('each alias that it names stands for the verb it is named with', () => {
    const said = typedVerbs.flatMap((verb) => helpWords[verb].more).join('\n');
    const same = said.matchAll(/((?:`\w+` and )?`\w+`) (?:is|are) the same as `(\w+)`/g);
    const named = [...same].flatMap(([, aliases = '', verb]) =>
      (aliases.match(/\w+(?=`)/g) ?? []).map((alias) => [alias, verb]),
    );
    expect(named).toContainEqual(['kill', 'cancel']);
    expect(named.map(([alias = '']) => [alias, verbNamed(alias)])).toEqual(named);
  });

  test('what is not built is not in it', () => {
    expect(JSON.stringify(helpWords)).not.toMatch(/max-cost|extend|audit/);
  });
});
