import type { Parsed } from './command.ts';
import { readJobReference } from '../job/job-reference.ts';
import { unknownOption } from '../text/option.ts';
import { foreign, sentence, type Sentence } from '../text/sentence.ts';
import { quotedName, type Token } from '../text/tokens.ts';

/** Parses what follows `status`: one job. */
export function parseStatus(command: string, tokens: readonly Token[]): Parsed {
  const [job, extra] = tokens;
  if (job === undefined || job.text.trim() === '') {
    return refuse(sentence`Which job? Write \`${command} status <job>\`.`);
  }
  const option = tokens.map((token) => unknownOption(token, 'status')).find((one) => one);
  if (option !== undefined) return refuse(option);
  if (extra !== undefined) {
    return refuse(
      sentence`\`status\` takes one job, and ${foreign(extra.text)} is one word too many: write a name with spaces whole, or its beginning in quotes.`,
    );
  }
  return { ok: true, command: { verb: 'status', job: readJobReference(quotedName(job)) } };
}

const refuse = (problem: Sentence): Parsed => ({ ok: false, problem });
