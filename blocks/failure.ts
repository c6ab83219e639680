import { explainError } from '../app/domain/explain.ts';
import type { Failure } from '../app/domain/failure.ts';
import type { JobError } from '../app/domain/job.ts';
import { bold, quoteLines, say, type Line } from './rich.ts';

/** What went wrong in a call: explained where it is known, and in Google's own words. */
export function failureLines(failure: Failure): readonly Line[] {
  return explained({ code: 2, message: failure.message });
}

/** What a job ended with: explained where it is known, and in Vertex's own words. */
export function errorLines(error: JobError): readonly Line[] {
  return explained(error);
}

function explained(error: JobError): readonly Line[] {
  const known = explainError(error);
  const own: Line = [quoteLines(error.message.trim() === '' ? '(no text)' : error.message)];
  if (known === undefined) return [own];
  return [[bold(`${capital(known.what)}. `), say(known.hint)], own];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
