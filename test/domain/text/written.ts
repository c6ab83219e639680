import { expect } from 'vitest';
import type { Said } from '../../../app/domain/text/sentence.ts';

/** A sentence as tests compare it: code in backticks, what is foreign in quotes. */
export function written(said: Said): string {
  return write(said, JSON.stringify);
}

/** Matches a sentence that says this, where what is foreign may stand as code: that is how it is shown. */
export function saying(part: string | RegExp): unknown {
  return expect.toSatisfy(
    (said: Said) => {
      const text = write(said, (foreign) => `\`${foreign}\``);
      return typeof part === 'string' ? text.includes(part) : part.test(text);
    },
    `says ${String(part)}`,
  );
}

function write(said: Said, foreign: (text: string) => string): string {
  if (typeof said === 'string') return said;
  return said
    .map(({ kind, text }) => {
      if (kind === 'prose') return text;
      return kind === 'code' ? `\`${text}\`` : foreign(text);
    })
    .join('');
}
