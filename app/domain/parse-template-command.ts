import type { Parsed, TemplateCommand } from './command.ts';
import { readJobReference } from './job-reference.ts';
import { didYouMean } from './nearest.ts';
import { foreignOption } from './option.ts';
import { quote } from './problem.ts';
import { isTemplateName, longestNote, readVersion, templateNameRule } from './template-save.ts';
import type { Token } from './tokens.ts';

const actions = ['list', 'show', 'save', 'edit', 'history', 'restore', 'delete'] as const;
type Action = (typeof actions)[number];

const aliases: ReadonlyMap<string, Action> = new Map([
  ['ls', 'list'],
  ['diff', 'history'],
]);

/** How each is written, after the command and `template`. */
const usage: Readonly<Record<Action, string>> = {
  list: 'list',
  show: 'show <template> [version]',
  save: 'save <template> [from <job>]',
  edit: 'edit <template>',
  history: 'history <template> [version [version]]',
  restore: 'restore <template> <version> [note]',
  delete: 'delete <template> [note]',
};

/** Reads what follows `template`: what to do, and with which one. Alone it lists them. */
export function parseTemplateCommand(command: string, tokens: readonly Token[]): Parsed {
  const option = tokens.map((token) => foreignOption(token, 'template')).find((one) => one);
  if (option !== undefined) return refuse(option);
  const [word, first, ...rest] = tokens;
  if (word === undefined) return accept({ action: 'list' });
  const typed = word.text.toLowerCase();
  const action = actions.find((one) => one === typed) ?? aliases.get(typed);
  if (action === undefined) {
    const guess = didYouMean(typed, [...actions, ...aliases.keys()]);
    const rule = ` After \`${command} template\` comes ${actions.join(', ')}.`;
    return refuse(`I can't place the word ${quote(word.text)}.${guess === '' ? rule : guess}`);
  }
  const written = `\`${command} template ${usage[action]}\``;
  if (action === 'list') return first === undefined ? accept({ action }) : extra(action, first);
  const name = first?.text.trim() ?? '';
  if (name === '') return refuse(`Which template? Write ${written}.`);
  return parseRest(action, name, rest, written);
}

function parseRest(
  action: Exclude<Action, 'list'>,
  name: string,
  rest: readonly Token[],
  written: string,
): Parsed {
  switch (action) {
    case 'edit':
      return rest[0] === undefined ? accept({ action, name }) : extra(action, rest[0]);
    case 'save':
      return parseSave(name, rest, written);
    case 'show':
    case 'history':
      return parseVersions(action, name, rest, written);
    case 'restore': {
      const [version, ...words] = rest;
      if (version === undefined) return refuse(`Which version? Write ${written}.`);
      const number = readVersion(version.text);
      if (number === undefined) return refuse(notVersion(version));
      return accept({ action, name, number, note: noteOf(words) });
    }
    case 'delete':
      return accept({ action, name, note: noteOf(rest) });
  }
}

function parseSave(name: string, rest: readonly Token[], written: string): Parsed {
  if (!isTemplateName(name)) {
    return refuse(
      `A template can't be called ${quote(name)}: its name must be ${templateNameRule}.`,
    );
  }
  const [from, job, more] = rest;
  if (from === undefined) return accept({ action: 'save', name });
  if (from.text.toLowerCase() !== 'from') return extra('save', from);
  if (job === undefined || job.text.trim() === '') {
    return refuse(`From which job? Write ${written}.`);
  }
  return more === undefined
    ? accept({ action: 'save', name, from: readJobReference(job.text) })
    : extra('save', more);
}

function parseVersions(
  action: 'show' | 'history',
  name: string,
  words: readonly Token[],
  written: string,
): Parsed {
  const most = action === 'show' ? 1 : 2;
  const surplus = words[most];
  if (surplus !== undefined) return extra(action, surplus);
  const numbers: number[] = [];
  for (const word of words) {
    const number = readVersion(word.text);
    if (number === undefined) return refuse(`${notVersion(word)} Write ${written}.`);
    numbers.push(number);
  }
  const [before, after] = numbers;
  return action === 'show'
    ? accept({ action, name, number: before })
    : accept({ action, name, before, after });
}

function notVersion({ text }: Token): string {
  return `${quote(text)} is no version: versions are written v1, v2 and so on.`;
}

function extra(action: Action, { text }: Token): Parsed {
  return refuse(`\`template ${action}\` can't use the word ${quote(text)}: leave it out.`);
}

/** Words of prose, as they were typed but for quotes and spaces. */
function noteOf(words: readonly Token[]): string | undefined {
  const note = words
    .map(({ text }) => text)
    .join(' ')
    .trim();
  return note === '' ? undefined : Array.from(note).slice(0, longestNote).join('');
}

type OneOf<T> = T extends unknown ? Omit<T, 'verb'> : never;

const refuse = (problem: string): Parsed => ({ ok: false, problem });
const accept = (command: OneOf<TemplateCommand>): Parsed => ({
  ok: true,
  command: { verb: 'template', ...command },
});
