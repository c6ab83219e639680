import { explainError } from '../app/domain/explain.ts';
import type { Failure } from '../app/domain/failure.ts';
import type { JobError } from '../app/domain/job.ts';
import { redact } from '../app/domain/redact.ts';
import { bold, quotation, quote, quoteLines, say, sentence, type Line, type Part } from './rich.ts';

/** What went wrong in a call: explained where it is known, and in Google's own words. */
export function failureLines({ message }: Failure): readonly Line[] {
  return explained({ code: 2, message }, '');
}

/** What a job ended with: explained where it is known, and in Vertex's own words. The code is google.rpc's. */
export function errorLines(error: JobError): readonly Line[] {
  return explained(error, ` (code ${error.code})`);
}

/** The same in one line, for a card that is only glanced at. */
export function errorGlance(error: JobError): Line {
  const known = explainError(error);
  return known === undefined
    ? [quote(redact(error.message), 200), say(` (code ${error.code})`)]
    : [say(`${capital(known.what)} (code ${error.code})`)];
}

/** What went wrong in a call, in a few words where it is known: its explanation is in the thread. */
export function failureGlance(message: string): Part {
  return quote(explainError({ code: 2, message })?.what ?? message, 300);
}

function explained(error: JobError, code: string): readonly Line[] {
  const known = explainError(error);
  // Behind "Termination reason" Vertex quotes what the program wrote last.
  const text = error.message.trim() === '' ? '(no text)' : redact(error.message);
  if (known === undefined) return [[quoteLines(text), say(code)]];
  return [[bold(`${capital(known.what)}${code}. `), ...sentence(known.hint)], [quotation(text)]];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
