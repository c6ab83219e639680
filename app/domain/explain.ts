// What an error of a job, or of Vertex's answer to a create, means and what to do about it. Google's texts change their product
// names, so only stable middles are matched; the first matcher that fits wins; a text nobody knows is shown as it is.

import type { JobError } from './job.ts';

export type Explanation = {
  /** What happened, in a few words. */
  readonly what: string;
  /** What to do, in one sentence; names that have to be written just so stand in backticks. Words of Google's may be in it. */
  readonly hint: string;
};

type Matcher = {
  readonly pattern: RegExp;
  readonly explain: (match: RegExpExecArray) => Explanation;
};

const say = (what: string, hint: string) => (): Explanation => ({ what, hint });

const matchers: readonly Matcher[] = [
  {
    pattern: /Replicas low on memory(?:: ?([\w-]+))?/i,
    explain: ([, pool]) => ({
      what: `out of memory${pool === undefined ? '' : ` in ${pool}`}`,
      hint: 'Choose a machineType with more memory, or a smaller batch.',
    }),
  },
  {
    pattern: /Replicas low on disk(?:: ?([\w-]+))?/i,
    explain: ([, pool]) => ({
      what: `disk full${pool === undefined ? '' : ` in ${pool}`}`,
      hint: 'Raise `diskSpec.bootDiskSizeGb`, or write to Cloud Storage instead of the boot disk.',
    }),
  },
  {
    pattern: /ran out[- ]of[- ]memory|status of (?:137|9)\b/i,
    explain: say(
      'killed, most likely out of memory',
      'Choose a machineType with more memory, or a smaller batch.',
    ),
  },
  {
    pattern: /quota metrics exceed quota limits: ?([^\s]+)/i,
    explain: ([, metrics = '']) => ({
      what: 'over quota',
      hint: `Ask for more of ${quotaNames(metrics)} in IAM & Admin → Quotas, choose another region, or wait for other jobs to end.`,
    }),
  },
  {
    pattern: /Resources are insufficient in region/i,
    explain: say(
      'no machines to be had in this region',
      'Launch in another region, with another accelerator, or with `scheduling.strategy: FLEX_START`, which waits for them.',
    ),
  },
  {
    pattern: /does not have permission to access Artifact Registry/i,
    explain: say(
      'the image can’t be pulled',
      'Check that the repository and host exist, and give the Vertex service agent `roles/artifactregistry.reader` on it.',
    ),
  },
  {
    pattern: /exited with a non-zero status of (\d+)/i,
    explain: ([, code = '']) => explainExit(Number(code)),
  },
  {
    pattern: /Internal error/i,
    explain: say(
      'an internal error at Google',
      'Launch it again; nothing in the job needs a change.',
    ),
  },
  {
    pattern: /permission to act as service[_ ]account:? ?([^\s]+?)\.?(?:\s|$)/i,
    explain: ([, account = '']) => ({
      what: 'the bot may not act as the job’s service account',
      hint: `Give the bot’s account \`roles/iam.serviceAccountUser\` on \`${account}\`, or check that it exists.`,
    }),
  },
  {
    pattern: /Machine type "?([\w-]+)"? is not supported/i,
    explain: ([, type = '']) => ({
      what: `machine type ${type} is not offered here`,
      hint: 'Choose another machineType, or another region with `in=project/location`.',
    }),
  },
  {
    pattern: /Permission '([\w.]+)' denied/i,
    explain: ([, permission = '']) => ({
      what: 'Google refused the bot’s account',
      hint: `Give it a role with \`${permission}\`, such as \`roles/aiplatform.user\`, on the project.`,
    }),
  },
];

const byCode: Readonly<Record<number, Explanation>> = {
  4: {
    what: 'timed out',
    hint: 'Raise `max-time` (`scheduling.timeout`), or make the job shorter.',
  },
  7: { what: 'permission denied', hint: 'Check the roles of the job’s service account.' },
  8: {
    what: 'resources exhausted',
    hint: 'Check the project’s quotas, or choose another region or machine.',
  },
  13: {
    what: 'an internal error at Google',
    hint: 'Launch it again; nothing in the job needs a change.',
  },
  14: {
    what: 'the service was unavailable',
    hint: 'Launch it again; nothing in the job needs a change.',
  },
};

/**
 * Explains an error by its text, then by its gRPC code; undefined when neither is known.
 * What follows "Termination reason" is the job's own output and could say anything, so it is not matched.
 */
export function explainError({ code, message }: JobError): Explanation | undefined {
  const [stable = ''] = message.split('Termination reason');
  for (const { pattern, explain } of matchers) {
    const match = pattern.exec(stable);
    if (match !== null) return explain(match);
  }
  return byCode[code];
}

const exits: Readonly<Record<number, Explanation>> = {
  126: {
    what: 'the command is not executable',
    hint: 'Check the container’s command and its file mode.',
  },
  127: { what: 'the command was not found', hint: 'Check the container’s command and its PATH.' },
  128: {
    what: 'the container could not start',
    hint: 'Check the container’s command and entry point.',
  },
  134: { what: 'the program aborted', hint: 'The log’s last lines say where.' },
  139: {
    what: 'the program crashed (segmentation fault)',
    hint: 'The log’s last lines say where.',
  },
  143: {
    what: 'the program was told to stop (SIGTERM)',
    hint: 'A preempted machine does that; otherwise the log says more.',
  },
};

function explainExit(code: number): Explanation {
  return (
    exits[code] ?? {
      what:
        code > 128 ? `ended by signal ${code - 128}` : `the program ended with exit code ${code}`,
      hint: 'The log’s last lines say why.',
    }
  );
}

function quotaNames(metrics: string): string {
  return metrics
    .split(',')
    .map((metric) => metric.replace(/^aiplatform\.googleapis\.com\//, '').replace(/[.,;]+$/, ''))
    .map((metric) => `\`${metric}\``)
    .join(', ');
}
