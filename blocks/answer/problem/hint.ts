import type { AnswerHint } from '../../../app/domain/answer/problem.ts';
import { sentence } from '../../../app/domain/text/sentence.ts';
import { eachName } from '../../kit/phrases.ts';
import type { WordsByKind } from '../../kit/words-by-kind.ts';

/** Remedies, shown below a problem. */
export const hints: WordsByKind<AnswerHint> = {
  help: ({ inThread }) =>
    inThread
      ? sentence`In a job’s thread: \`cancel\`, \`logs\`, \`rerun\`, \`status\`. \`help\` lists what I can do.`
      : sentence`\`help\` lists what I can do.`,
  'ways-to-name-a-job': () =>
    sentence`Use the short handle on its card, its numeric id, its resource name or console URL, or the beginning of its name. \`list all\` shows what is running.`,
  'list-of-watches': () => sentence`\`watch\` alone lists what is.`,
  'templates-there-are': ({ names }) =>
    names.length === 0
      ? sentence`There are no templates yet: write one by \`template save <name>\`, or put YAML files into TEMPLATES_DIR.`
      : sentence`Templates: ${eachName(names)}.`,
  'make-template': ({ name }) => sentence`\`template save ${name}\` makes one.`,
  'send-unchecked': ({ from }) =>
    from === 'form'
      ? sentence`If it is newer, Preview lets those who may change templates send it unchecked.`
      : sentence`If it is newer: who may change templates can send it unchecked from its preview (\`dry-run\`).`,
};
