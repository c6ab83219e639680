// The findings of `doctor`, worst first: a line each, with its grade as a word and the remedy.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import type { Finding, Grade } from '../../app/domain/doctor/checkup.ts';
import { findingLine } from './finding.ts';
import { bold, quote, say, type Line } from '../kit/rich.ts';

/** More don't fit into a message. What is left out is no worse than what is shown. */
const mostLines = 25;

const words: Readonly<Record<Grade, string>> = {
  problem: '❌ Problem',
  warning: '⚠️ Warning',
  unknown: '❓ Not known',
  ok: '✅ OK',
};

/** The findings as lines. */
export function doctorLines({ version, findings }: AnswerOf<'doctor'>): readonly Line[] {
  const more = findings.length - mostLines;
  return [
    [bold('Doctor'), say(' · version '), quote(version), say(` · ${summary(findings)}`)],
    ...findings
      .slice(0, mostLines)
      .map((one): Line => [bold(words[one.grade]), say(' · '), ...findingLine(one)]),
    ...(more > 0 ? [[say(`… and ${more} more, no worse than these: mend these first.`)]] : []),
  ];
}

function summary(findings: readonly Finding[]): string {
  const count = (grade: Grade) => findings.filter((one) => one.grade === grade).length;
  const parts = [
    several(count('problem'), 'problem'),
    several(count('warning'), 'warning'),
    count('unknown') === 0 ? '' : `${count('unknown')} not known`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'all is well' : parts.join(', ');
}

const several = (count: number, what: string): string =>
  count === 0 ? '' : `${count} ${what}${count === 1 ? '' : 's'}`;
