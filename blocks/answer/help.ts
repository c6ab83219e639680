import type { Verb } from '../../app/domain/command/command.ts';
import { help } from '../../app/domain/command/help.ts';
import { bold, say, sentence, type Line, type Part } from '../kit/rich.ts';

const code = (text: string): Part => ({ kind: 'text', text, style: { code: true } });

/** All commands, each with a line about it, or one in detail, written with the slash command that was used. */
export function helpLines(command: string, verb?: Verb): readonly Line[] {
  if (verb === undefined) {
    return [
      [bold('Vertex AI custom jobs')],
      ...Object.values(help).flatMap(({ usage, does }): readonly Line[] => [
        [code(`${command} ${usage}`)],
        [say(does)],
      ]),
    ];
  }
  const { usage, does, more, examples } = help[verb];
  return [
    [code(`${command} ${usage}`)],
    [say(does)],
    ...more.map(sentence),
    ...examples.map((example): Line => [say('e.g. '), code(`${command} ${example}`)]),
  ];
}
