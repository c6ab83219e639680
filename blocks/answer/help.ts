import type { TypedVerb } from '../../app/domain/command/command.ts';
import { typedVerbs } from '../../app/domain/command/verb-names.ts';
import { verbs } from '../../app/domain/command/verbs.ts';
import { helpWords } from './help-words.ts';
import { bold, say, sentenceLine, type Line, type Part } from '../kit/rich.ts';

const code = (text: string): Part => ({ kind: 'text', text, style: { code: true } });

/**
 * All commands with a line each, or one in detail, written with the slash command that was used.
 */
export function helpLines(command: string, verb?: TypedVerb): readonly Line[] {
  if (verb === undefined) {
    return [
      [bold('Vertex AI custom jobs')],
      ...typedVerbs.flatMap((one): readonly Line[] => [
        [usageOf(command, one)],
        [say(helpWords[one].does)],
      ]),
    ];
  }
  const { does, more, examples } = helpWords[verb];
  return [
    [usageOf(command, verb)],
    [say(does)],
    ...more.map(sentenceLine),
    ...examples.map((example): Line => [say('e.g. '), code(`${command} ${example}`)]),
  ];
}

function usageOf(command: string, verb: TypedVerb): Part {
  return code(`${command} ${verb} ${verbs[verb].typed.usage}`.trimEnd());
}
