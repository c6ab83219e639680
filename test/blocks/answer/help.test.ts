import { describe, expect, test } from 'vitest';
import { renderMrkdwn } from '../../../app/sandbox/slack/render/render-text.ts';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import { typedVerbs, verbNamed } from '../../../app/domain/command/verb-names.ts';
import { helpLines } from '../../../blocks/answer/help.ts';
import { helpWords } from '../../../blocks/answer/help-words.ts';
import { plainText } from '../../../blocks/kit/render-rich.ts';

describe('help', () => {
  test.each(typedVerbs)('the examples of %s are commands', (verb) => {
    const { examples } = helpWords[verb];
    expect(examples.length).toBeGreaterThan(0);
    for (const example of examples) {
      // A cancel may be of many.
      const its: unknown = expect.toSatisfy((one) => [verb, `${verb}-many`].includes(String(one)));
      expect(parseCommand(example, { command: '/job' })).toMatchObject({
        ok: true,
        command: { verb: its },
      });
    }
  });

  test.each(typedVerbs)('all that is said about %s is shown, whole', (verb) => {
    const { does, more, examples } = helpWords[verb];
    const shown = helpLines('/job', verb).map((line) =>
      // Without the joiners that keep a fallback from being markup.
      renderMrkdwn(plainText([line]), { people: new Map(), channels: new Map() }).replaceAll(
        '\u2060',
        '',
      ),
    );
    const said = [does, ...more.map((one) => one.replaceAll('`', '')), ...examples];
    expect(said.filter((one) => !shown.some((line) => line.endsWith(one)))).toEqual([]);
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

  test('shows what its reader may do, and names the rest', () => {
    const said = plainText(helpLines('/job', undefined, ['launch', 'watch']));
    expect(said).not.toMatch(/\/job (?:launch|watch) /);
    expect(said).toContain('/job cancel');
    expect(said.replaceAll('\u2060', '')).toMatch(
      /Not yours to do here: launch, watch\. \/job policy says who may\.$/,
    );
    const one = plainText(helpLines('/job', 'launch', ['launch', 'watch']));
    expect(one.replaceAll('\u2060', '')).toMatch(
      /You may not do this here: \/job policy says who may\.$/,
    );
    expect(plainText(helpLines('/job', 'cancel', ['launch']))).not.toContain('policy');
    // Who may not see the policy is not sent there.
    const without = plainText(helpLines('/job', undefined, ['list', 'policy']));
    expect(without.replaceAll('\u2060', '')).toMatch(/Not yours to do here: list, policy\.$/);
  });
});
