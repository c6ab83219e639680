// Templates for people who want to launch one: what it is, its parameters, and its text.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { described } from '../../app/domain/template/secret/described.ts';
import { formatTarget } from '../../app/domain/job/job.ts';
import { describeValue } from '../../app/domain/template/parameter-value.ts';
import type { Parameter } from '../../app/domain/template/parameter.ts';
import { typedName } from '../../app/domain/template/template-name.ts';
import type { ClosedTemplate } from '../../app/domain/template/closed-template.ts';
import { neededParameters, type Template } from '../../app/domain/template/template.ts';
import { shownValue } from '../../app/domain/template/secret/shown-value.ts';
import { mostInMessage } from '../../app/domain/form/whole-template.ts';
import type { RenderContext } from '../kit/context.ts';
import { bounds } from '../kit/limits.ts';
import { saveParts } from './template-history.ts';
import { skippedParts } from './skipped.ts';
import { sayTroubles } from './text-problem.ts';
import {
  bold,
  preformatted,
  quote,
  quoteCode,
  say,
  sentenceLine,
  shortSentence,
  type Line,
} from '../kit/rich.ts';

/** More are only counted; each can be shown by name. */
const mostListed = 40;

/** All templates with a line each, and problems of broken files. */
export function templateListLines(
  { templates, closed = [], problems, skipped = [] }: AnswerOf<'templates'>,
  { command }: RenderContext,
): readonly Line[] {
  const more = templates.length - mostListed;
  const heading: Line =
    templates.length === 0
      ? [
          say('There are no templates yet: '),
          quoteCode(`${command} template save <name>`),
          say(' writes one, or put YAML files into TEMPLATES_DIR.'),
        ]
      : [bold(`${templates.length} template${templates.length === 1 ? '' : 's'}`)];
  const usage: Line = [
    quoteCode(`${command} template show <template>`),
    say(' shows what one takes, '),
    quoteCode(`${command} launch <template>`),
    say(' launches it.'),
  ];
  return [
    heading,
    ...templates.slice(0, mostListed).map((one) =>
      templateLine(
        one,
        closed.find(({ name }) => name === one.name),
      ),
    ),
    ...(more > 0 ? [[say(`… and ${more} more.`)]] : []),
    ...problemLines(problems),
    ...(skipped.length === 0 ? [] : [[say('Passed over: '), ...skippedParts(skipped), say('.')]]),
    ...(templates.length === 0 ? [] : [usage]),
    ...closedLines(closed, command),
  ];
}

/** More would hide the rest of the message. */
const mostProblems = 10;

function problemLines(problems: AnswerOf<'templates'>['problems']): readonly Line[] {
  const more = problems.length - mostProblems;
  return [
    ...problems
      .slice(0, mostProblems)
      .map(({ file, problems: troubles }): Line => [
        say('⚠️ '),
        quote(file),
        say(': '),
        ...shortSentence(sayTroubles(troubles), 300),
      ]),
    ...(more > 0 ? [[say(`⚠️ … and ${more} more that can’t be used.`)]] : []),
  ];
}

/** Where somebody finds out why a template is marked. */
function closedLines(closed: readonly ClosedTemplate[], command: string): readonly Line[] {
  const refused = closed.some(({ isRefused }) => isRefused);
  const locked = closed.some(({ isLocked }) => isLocked);
  return [
    ...(refused
      ? [[quoteCode(`${command} policy`), say(' says who can launch what isn’t yours to launch.')]]
      : []),
    ...(locked
      ? [[quoteCode(`${command} lock`), say(' says why something is locked, and until when.')]]
      : []),
  ];
}

function templateLine(template: Template, closed: ClosedTemplate | undefined): Line {
  const { name, version, description } = described(template);
  const needed = neededParameters(template);
  return [
    say('• '),
    quoteCode(name),
    say(' '),
    quote(version),
    ...(description === undefined ? [] : [say(' · '), quote(description, bounds.displayName)]),
    ...(needed.length === 0 ? [] : [say(' · needs '), quote(needed.join(', '))]),
    ...(closed?.isRefused === true ? [say(' · not yours to launch here')] : []),
    ...(closed?.isLocked === true ? [say(' · 🔒 locked')] : []),
  ];
}

/** One template: its parameters, then its text. */
export function templateLines(
  { template, source, save }: AnswerOf<'template'>,
  context: RenderContext,
): readonly Line[] {
  const { command } = context;
  const { name, version, origin, description, parameters, targets } = described(template);
  const where =
    targets.length === 0
      ? 'in any project and location that the bot is set up for'
      : `in ${targets.map(formatTarget).join(', ')}`;
  const example = neededParameters(template).map((one) => `${one}=…`);
  return [
    save === undefined
      ? [bold(name), say(' '), quote(version), say(' · from '), quote(origin)]
      : [bold(name), say(' '), ...saveParts(save, context)],
    ...(description === undefined ? [] : [[quote(description, bounds.reason)]]),
    [say('Runs '), quote(where, bounds.reason), say('.')],
    [say(parameters.length === 0 ? 'Takes no parameters.' : 'Takes:')],
    ...parameters.slice(0, mostListed).map((one) => parameterLine(one, defaultsOf(parameters))),
    [
      say('e.g. '),
      quoteCode([`${command} launch ${typedName(name)}`, ...example].join(' '), bounds.reason),
    ],
    [preformatted(source, mostInMessage)],
    ...(source.length <= mostInMessage
      ? []
      : [[say('(cut here: the whole of it is in the window that opens, or on the next try)')]]),
  ];
}

/** Values by name, since one parameter's secret may occur in another. */
const defaultsOf = (parameters: readonly Parameter[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(parameters.map((one) => [one.name, one.default ?? '']));

function parameterLine(parameter: Parameter, defaults: Readonly<Record<string, unknown>>): Line {
  const { name, description } = parameter;
  const value = shownValue(name, parameter.default, defaults);
  return [
    say('• '),
    quoteCode(name),
    say(': '),
    ...sentenceLine(describeValue(parameter)),
    ...(value === undefined
      ? [say(', '), bold('required')]
      : [say(', by default '), value === '' ? say('empty') : quoteCode(value)]),
    ...(description === undefined ? [] : [say(' · '), quote(description, bounds.displayName)]),
  ];
}
