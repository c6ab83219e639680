import type { PolicyInForce } from '../domain/permission/policy-in-force.ts';
import { plainSentence } from '../domain/text/sentence.ts';

export type PolicyLog = {
  info(message: string, fields?: Record<string, unknown>): void;
  warn(message: string, fields?: Record<string, unknown>): void;
};

type FileInForce = Extract<PolicyInForce, { kind: 'file' }>;

/** Logs what has changed between two states of a policy file; nothing if they are the same. */
export function logPolicy(log: PolicyLog, last: FileInForce | undefined, next: FileInForce): void {
  const { path: file, hash } = next;
  if (hash !== last?.hash) {
    const warnings = next.warnings.map(plainSentence);
    const fields = { file, hash, ...(warnings.length > 0 && { warnings }) };
    if (warnings.length > 0) log.warn('policy in force; some rules let nobody through', fields);
    else log.info('policy in force', fields);
  }
  const problems = problemsOf(next);
  if (problems.join() === (last === undefined ? '' : problemsOf(last).join())) return;
  if (problems.length > 0) {
    log.warn('policy file refused; the last good one decides', { file, hash, problems });
  } else if (hash === last?.hash) {
    log.info('policy file is as in force again', { file, hash });
  }
}

const problemsOf = ({ problems = [] }: FileInForce): readonly string[] =>
  problems.map(plainSentence);
