import type { Cause } from './explanation.ts';

/** Exit codes that shells and container runtimes agree on; above 128 it is 128 plus the signal. */
const known: Readonly<Record<number, Cause>> = {
  126: { kind: 'not-executable' },
  127: { kind: 'command-not-found' },
  128: { kind: 'not-started' },
  134: { kind: 'aborted' },
  139: { kind: 'crashed' },
  143: { kind: 'told-to-stop' },
};

/** What a program's exit code other than 0 says. */
export function explainExit(code: number): Cause {
  return (
    known[code] ??
    (code > 128 ? { kind: 'signal', signal: code - 128 } : { kind: 'exit-code', code })
  );
}
