import type { Verb } from '../app/domain/command.ts';
import { help } from '../app/domain/help.ts';
import { bold, say, type Line, type Part } from './rich.ts';

const code = (text: string): Part => ({ kind: 'text', text, style: { code: true } });

/** All commands in a line each, or one in detail, written with the slash command that was used. */
export function helpLines(command: string, verb?: Verb): readonly Line[] {
  if (verb === undefined) {
    return [
      [bold('Vertex AI custom jobs')],
      ...Object.values(help).map(({ usage, does }): Line => [
        code(`${command} ${usage}`),
        say(` ${does}`),
      ]),
    ];
  }
  const { usage, does, more, examples } = help[verb];
  return [
    [code(`${command} ${usage}`)],
    [say(does)],
    ...more.map((line): Line => [say(line)]),
    ...examples.map((example): Line => [say('e.g. '), code(`${command} ${example}`)]),
  ];
}
