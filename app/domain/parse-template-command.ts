import type { Parsed } from './command.ts';
import { didYouMean } from './nearest.ts';
import { foreignOption } from './option.ts';
import { quote } from './problem.ts';
import type { Token } from './tokens.ts';

const actions = ['list', 'show'] as const;
/** In the contract, and refused by name until they are built. */
const actionsToCome: readonly string[] = ['save', 'edit', 'history', 'restore', 'delete'];

/** Reads what follows `template`: what to do, and with which one. Alone it lists them. */
export function parseTemplateCommand(command: string, tokens: readonly Token[]): Parsed {
  const option = tokens.map((token) => foreignOption(token, 'template')).find((one) => one);
  if (option !== undefined) return refuse(option);
  const [word, name, extra] = tokens;
  if (word === undefined) return accept({ verb: 'template', action: 'list' });
  const typed = word.text.toLowerCase();
  if (actionsToCome.includes(typed)) {
    return refuse(`\`${command} template ${typed}\` is not built yet: keep templates in files.`);
  }
  const action = typed === 'ls' ? 'list' : actions.find((one) => one === typed);
  switch (action) {
    case undefined: {
      const guess = didYouMean(typed, [...actions, ...actionsToCome]);
      const rule = ` There are \`${command} template list\` and \`${command} template show <template>\`.`;
      return refuse(`I can't place the word ${quote(word.text)}.${guess === '' ? rule : guess}`);
    }
    case 'list':
      return name === undefined
        ? accept({ verb: 'template', action })
        : refuse(
            `\`template list\` takes nothing more, and ${quote(name.text)} is one word too many.`,
          );
    case 'show':
      if (name === undefined || name.text.trim() === '') {
        return refuse(`Which template? Write \`${command} template show <template>\`.`);
      }
      return extra === undefined
        ? accept({ verb: 'template', action, name: name.text })
        : refuse(
            `\`template show\` takes one template, and ${quote(extra.text)} is one word too many.`,
          );
  }
}

const refuse = (problem: string): Parsed => ({ ok: false, problem });
const accept = (command: Extract<Parsed, { ok: true }>['command']): Parsed => ({
  ok: true,
  command,
});
