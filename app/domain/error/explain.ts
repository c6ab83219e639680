// Explains an error of a job, or of a create, and what to do about it. Google varies product names
// in its messages, so patterns match only the stable middle. The first match wins. An unknown
// message is shown as it is.

import { accessMatchers } from './explain-access.ts';
import { permissionMatchers } from './explain-permission.ts';
import { requestMatchers } from './explain-request.ts';
import {
  firstMatch,
  say,
  sayOfSpec,
  type Explanation,
  type Matcher,
  type Spec,
} from './explanation.ts';
import { explainFound, foundErrors } from './found-errors.ts';
import type { JobError } from '../job/job.ts';
import { demandOn, quotaNames } from './quota.ts';
import { withoutEnd } from '../text/without-end.ts';

const smallerBatch =
  'Try a smaller batch, or ask whoever maintains the template for a machine with more memory.';

const matchers: readonly Matcher[] = [
  {
    pattern: /Replicas low on memory(?:: ?([\w-]+))?/i,
    explain: ([, pool]) => ({
      what: `out of memory${pool === undefined ? '' : ` in ${pool}`}`,
      hint: 'Choose a machineType with more memory, or a smaller batch.',
      inSpec: true,
      withoutSpec: smallerBatch,
    }),
  },
  {
    pattern: /Replicas low on disk(?:: ?([\w-]+))?/i,
    explain: ([, pool]) => ({
      what: `disk full${pool === undefined ? '' : ` in ${pool}`}`,
      hint: 'Raise `diskSpec.bootDiskSizeGb`, or write to Cloud Storage instead of the boot disk.',
      inSpec: true,
      withoutSpec:
        'Let it write to Cloud Storage instead of the boot disk, whose size is set in its template.',
    }),
  },
  {
    pattern: /ran out[- ]of[- ]memory|status of (?:137|9)\b/i,
    explain: sayOfSpec(
      'killed, most likely out of memory',
      'Choose a machineType with more memory, or a smaller batch.',
      smallerBatch,
    ),
  },
  {
    pattern: /quota metrics exceed quota limits: ?([^\s]+)/i,
    explain: ([, metrics = ''], jobSpec) => explainQuota(quotaNames(metrics), jobSpec),
  },
  {
    pattern: /Resources are insufficient in region|does not have enough resources available/i,
    explain: () => ({
      what: 'no machines to be had in this region',
      hint: 'Launch it again later, with another accelerator, or with `scheduling.strategy`: `FLEX_START` waits for them, `SPOT` takes what others leave.',
      inSpec: true,
      withoutSpec: 'Launch it again later.',
      elsewhere: 'region',
    }),
  },
  {
    pattern:
      /(?:Service Agent (\S+) )?does not have permission to access Artifact Registry(?: repository (\S+))?/i,
    explain: ([, agent, repository]) => ({
      what: 'the image can’t be pulled',
      hint: `Check that the repository and host exist, and give ${agent === undefined ? 'the Vertex service agent' : `\`${agent}\``} \`roles/artifactregistry.reader\` on ${repository === undefined ? 'it' : `\`${bare(repository)}\``}.`,
    }),
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
      hint: 'Choose another machineType.',
      inSpec: true,
      withoutSpec: 'Ask whoever maintains its template for another machine.',
      elsewhere: 'region',
    }),
  },
  {
    pattern: /is not cancellable/i,
    explain: say(
      'it can’t be cancelled any more',
      'It has most likely ended by itself: its thread says how.',
    ),
  },
  {
    pattern: /Permission denied on resource project/i,
    explain: say(
      'Google does not know the project, or refuses it',
      'Check the project of the target: its id (not its name) belongs into `VERTEX_TARGETS`, and Vertex AI must be enabled there.',
    ),
  },
  ...permissionMatchers,
  ...requestMatchers,
  ...accessMatchers,
];

const byCode: Readonly<Record<number, Explanation>> = {
  4: {
    what: 'timed out',
    hint: 'Raise `max-time` (`scheduling.timeout`), or make the job shorter.',
    inSpec: true,
    withoutSpec: 'Launch it again with a longer `max-time`, or make the job shorter.',
  },
  7: { what: 'permission denied', hint: 'Check the roles of the job’s service account.' },
  8: {
    what: 'resources exhausted',
    hint: 'Check the project’s quotas, or wait for other jobs to end.',
    elsewhere: 'region',
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
 * Explains an error by its message, then by its gRPC code; undefined if neither is known. The text
 * after "Termination reason" is the job's own output and isn't matched.
 */
export function explainError({ code, message }: JobError, jobSpec?: Spec): Explanation | undefined {
  const [stable = ''] = message.split('Termination reason');
  const inWords = (text: string) => firstMatch(matchers, text, jobSpec);
  return explainFound(foundErrors(stable), inWords) ?? inWords(stable) ?? byCode[code];
}

const exits: Readonly<Record<number, Explanation>> = {
  126: {
    what: 'the command is not executable',
    hint: 'Check the container’s command and its file mode.',
    inSpec: true,
  },
  127: {
    what: 'the command was not found',
    hint: 'Check the container’s command and its PATH.',
    inSpec: true,
  },
  128: {
    what: 'the container could not start',
    hint: 'Check the container’s command and entry point.',
    inSpec: true,
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

/** Names the quotas that are exceeded, with the job's demand where `jobSpec` tells it. */
function explainQuota(names: readonly string[], jobSpec: Spec): Explanation {
  const wanted = names.map((name) => {
    const demand = demandOn(name, jobSpec);
    return demand === undefined ? `\`${name}\`` : `\`${name}\` (this job takes ${demand})`;
  });
  return {
    what: 'over quota',
    hint: `Ask for more of ${wanted.join(', ')} in IAM & Admin → Quotas, or wait for other jobs to end.`,
    quotas: names,
    elsewhere: 'region',
  };
}

const bare = (name: string): string => withoutEnd(name, '.,;:');
