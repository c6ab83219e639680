// Text from outside is only text: it formats and mentions nothing in Slack, and brings nothing unwanted into the bot’s own log.

import type { Mutant, NamedTest } from '../mutant.ts';

const inBlocks = (name: string): NamedTest => ({
  file: 'test/blocks/kit/foreign-text.test.ts',
  name,
});
const logging = (name: string): NamedTest => ({ file: 'test/log.test.ts', name });

export const foreignText: readonly Mutant[] = [
  {
    name: 'escape-angle',
    why: 'a job’s name pings the whole channel',
    file: 'blocks/kit/foreign.ts',
    find: ".replace(/</g, '&lt;')",
    replace: '',
    test: inBlocks('pings nobody, links nowhere and formats nothing'),
  },
  {
    name: 'escape-amp',
    why: 'a job’s name that looks escaped is shown as another one, with a ping in it',
    file: 'blocks/kit/foreign.ts',
    find: ".replace(/&/g, '&amp;')",
    replace: '',
    test: inBlocks('what looks escaped already is shown as it was written'),
  },
  {
    name: 'escape-marks',
    why: 'a job’s name formats what stands around it',
    file: 'blocks/kit/foreign.ts',
    find: '.replace(/(?<![\\p{L}\\p{N}])[*_~`]|[*_~`](?![\\p{L}\\p{N}])/gu, `$&${joiner}`)',
    replace: '',
    test: inBlocks('foreign text is shown as text'),
  },
  {
    name: 'escape-colons',
    why: 'a job’s name shows an emoji, or makes a link',
    file: 'blocks/kit/foreign.ts',
    find: '\n    .replace(/:(?=[\\w+-]+:)|:(?=\\/\\/)(?<=https?:)/g, `$&${joiner}`)',
    replace: '',
    test: inBlocks('pings nobody, links nowhere and formats nothing'),
  },
  {
    name: 'one-line',
    why: 'a job’s name with line breaks looks like lines of the bot’s own',
    file: 'blocks/kit/foreign.ts',
    find: ".replace(/[\\r\\n\\t]+/g, ' ')",
    replace: '',
    test: inBlocks('helpers > one line stays one line'),
  },
  {
    name: 'confirm-verbatim',
    why: 'a job’s name becomes a link or a mention in the question before a cancel',
    file: 'blocks/job/card-buttons.ts',
    find: 'verbatim: true,',
    replace: '',
    test: { file: 'test/gallery/gallery.test.ts', name: 'mrkdwn is verbatim wherever it is shown' },
  },
  {
    name: 'quotation-escaped',
    why: 'an error that is quoted pings the whole channel in a notification',
    file: 'blocks/kit/render-rich.ts',
    after: "case 'sign':\n      return '';",
    find: 'return escapeMrkdwn(part.text);',
    replace: 'return part.text;',
    test: inBlocks('pings nobody, links nowhere and formats nothing'),
  },
  {
    name: 'invisible',
    why: 'a job’s name turns around what stands behind it',
    file: 'blocks/kit/foreign.ts',
    find: "(control === '\\n' ? control : '\\ufffd')",
    replace: 'control',
    test: inBlocks('helpers > one line stays one line'),
  },
  {
    name: 'own-log-token',
    why: 'the bot’s own log has Slack’s token in it',
    file: 'app/log-redaction.ts',
    find: 'for (const [pattern, mark] of secrets) clean = clean.replace(pattern, mark);',
    replace: '',
    test: logging('the log >'),
  },
  {
    name: 'own-log-cut-first',
    why: 'one long text holds the whole bot up',
    file: 'app/log-redaction.ts',
    find: 'const cut = text.length > longestText;',
    replace: 'const cut = false;',
    test: logging('cuts what is too long before it is looked at'),
  },
  {
    name: 'own-log-error',
    why: 'an HTTP library’s error brings its whole request into the log, token included',
    file: 'app/log-redaction.ts',
    find: 'if (value instanceof Error) return cleanError(value, line, depth);',
    replace: '',
    test: logging('takes of an error what helps'),
  },
];
