import type { TypedVerb } from '../../app/domain/command/parse/command.ts';
import { typedVerbs } from '../../app/domain/command/verb-names.ts';
import { verbs } from '../../app/domain/command/verbs.ts';
import { helpWords } from './help-words.ts';
import { bold, say, sentenceLine, type Line, type Part } from '../kit/rich.ts';

const code = (text: string): Part => ({ kind: 'text', text, style: { code: true } });

/**
 * All commands with a line each, or one in detail, written with the slash command that was used.
 */
export function helpLines(
  command: string,
  verb?: TypedVerb,
  refused: readonly TypedVerb[] = [],
): readonly Line[] {
  if (verb === undefined) {
    const theirs = typedVerbs.filter((one) => !refused.includes(one));
    return [
      [bold('Vertex AI custom jobs')],
      ...theirs.flatMap((one): readonly Line[] => [
        [usageOf(command, one)],
        [say(helpWords[one].does)],
      ]),
      ...refusedLine(command, refused),
    ];
  }
  const { does, more, examples } = helpWords[verb];
  return [
    [usageOf(command, verb)],
    [say(does)],
    ...more.map(sentenceLine),
    ...examples.map((example): Line => [say('e.g. '), code(`${command} ${example}`)]),
    ...(refused.includes(verb)
      ? [[say('You may not do this here'), ...sayWhoMay(command, refused, ': ')]]
      : []),
  ];
}

/** What they may not do, in one line. */
function refusedLine(command: string, refused: readonly TypedVerb[]): readonly Line[] {
  if (refused.length === 0) return [];
  const names = refused.flatMap((one, at): Line => [...(at === 0 ? [] : [say(', ')]), code(one)]);
  return [[say('Not yours to do here: '), ...names, ...sayWhoMay(command, refused, '. ')]];
}

/** Where to see who may do it, unless that is not theirs to see either. */
function sayWhoMay(command: string, refused: readonly TypedVerb[], after: string): Line {
  if (refused.includes('policy')) return [say('.')];
  return [say(after), code(`${command} policy`), say(' says who may.')];
}

function usageOf(command: string, verb: TypedVerb): Part {
  return code(`${command} ${verb} ${verbs[verb].typed.usage}`.trimEnd());
}
