// Every scan of foreign text. Its time has to be proportional to the text, or bounded.

import { escapeMrkdwn, manyLines, oneLine } from '../../blocks/kit/foreign.ts';
import { sentenceLine } from '../../blocks/kit/rich.ts';
import { parseDurationMs } from '../../app/domain/text/duration.ts';
import { explainError } from '../../app/domain/error/explain.ts';
import { tidyLog } from '../../app/domain/logs/job-log.ts';
import { readJobReference } from '../../app/domain/job/job-reference.ts';
import { saidToBot } from '../../app/domain/command/address.ts';
import { namedJob } from '../../app/domain/command/mention.ts';
import { code, allTogether, listed } from '../../app/domain/text/sentence.ts';
import { nearest } from '../../app/domain/text/nearest.ts';
import { slipOf } from '../../app/domain/spec/slip.ts';
import { parseCommand } from '../../app/domain/command/parse-command.ts';
import { readOption } from '../../app/domain/text/option.ts';
import type { Parameter } from '../../app/domain/template/parameter.ts';
import { parseParameter } from '../../app/domain/template/parameter-value.ts';
import { parseList } from '../../app/domain/command/parse/parse-list.ts';
import { matchesPattern, patternProblem } from '../../app/domain/text/pattern.ts';
import { parseParts } from '../../app/domain/template/placeholder.ts';
import { pollFailure } from '../../app/domain/error/poll-failure.ts';
import { readReason } from '../../app/domain/text/reason.ts';
import { redact, showsSecret } from '../../app/domain/secret/redact.ts';
import {
  assignsSecret,
  looksSecret,
  tellsSecret,
} from '../../app/domain/template/secret/secret.ts';
import { isNameOfSecretItself } from '../../app/domain/secret/secret-name.ts';
import { readShells } from '../../app/domain/job/shell.ts';
import { findTemplateName } from '../../app/domain/template/template-name.ts';
import { cleanText, tokenize, type Token } from '../../app/domain/text/tokens.ts';
import { missingTemplates } from '../../app/domain/permission/read/missing-templates.ts';
import { parsePolicy } from '../../app/domain/permission/read/parse-policy.ts';
import { fitsWildcard } from '../../app/domain/text/wildcard.ts';
import { cutAtLines } from '../../app/domain/form/whole-template.ts';
import { redactLogLine } from '../../app/log-redaction.ts';
import { redact as redactLibraryLine } from '../../app/slack/client/log.ts';
import { parseYaml } from '../../app/templates/yaml.ts';
import { readDescription } from '../../app/vertex/sku.ts';

const number: Parameter = { name: 'lr', type: 'number' };
const texts: Parameter = { name: 'tags', type: 'list' };
const token = (text: string): Token => ({
  text,
  quoted: false,
  endsQuoted: false,
  start: 0,
  end: text.length,
});

/** A policy whose parts all grow with the text. */
function policyAsLongAs({ length }: string): unknown {
  const names = Array.from({ length: length / 40 }, (_, nth) => `role-${nth}`);
  const each = <T>(prefix: string, value: T): Readonly<Record<string, T>> =>
    Object.fromEntries(names.map((_, nth) => [`${prefix}${nth}`, value]));
  const people = names.map((_, nth) => `U0${nth}`);
  return {
    roles: {
      ...Object.fromEntries(names.map((name) => [name, { people: ['U0ANA'] }])),
      all: { people },
    },
    grants: { launch: names, view: ['all'] },
    channels: each('C0', { launch: ['role-7'], view: ['role-7'] }),
    templates: each('train-', { launch: ['role-7'] }),
  };
}

function missingAsLongAs(text: string): unknown {
  const policy = parsePolicy(policyAsLongAs(text));
  return policy.ok && missingTemplates(policy.rules, ['train-1', 'trian-2', 'other']);
}

/** A YAML mapping with as many keys as its length allows. */
const mappingAsLongAs = ({ length }: string): string =>
  Array.from({ length: length / 10 }, (_, nth) => `k${nth}: 1\n`).join('');

/** The scans by name. */
export const scans: Readonly<Record<string, (text: string) => unknown>> = {
  'redacting a line of the bot’s own log': redactLogLine,
  'redacting a library’s log line': redactLibraryLine,
  'reading a YAML mapping': (text) => parseYaml(mappingAsLongAs(text)),
  'redacting text for people': redact,
  'looking for a secret': showsSecret,
  'looking for a secret that is set': (text) => assignsSecret(text),
  'looking for a secret under a name': (text) => looksSecret('token', text),
  'looking at a name': isNameOfSecretItself,
  'looking for secrets in comments': tellsSecret,
  'tidying a log': (text) => tidyLog([{ severity: 'INFO', replica: 'workerpool0-0', text }], 100),
  'undoing Slack’s escapes': cleanText,
  'cutting into words': tokenize,
  'reading a reason': readReason,
  'reading a command': (text) => parseCommand(text, { command: '/job' }),
  'reading a launch': (text) => parseCommand(`launch ${text}`, { command: '/job' }),
  'reading a launch’s values': (text) => parseCommand(`launch a x=${text}`, { command: '/job' }),
  'reading a cancel': (text) => parseCommand(`cancel ${text}`, { command: '/job' }),
  'reading a list': (text) => parseCommand(`list ${text}`, { command: '/job' }),
  'reading a watch': (text) => parseCommand(`watch ${text}`, { command: '/job' }),
  'reading a name to watch': (text) => parseCommand(`watch name=${text}`, { command: '/job' }),
  'reading logs': (text) => parseCommand(`logs a3f9 ${text}`, { command: '/job' }),
  'reading a note': (text) => parseCommand(`template save a ${text}`, { command: '/job' }),
  'reading a channel’s settings': (text) => parseCommand(`channel ${text}`, { command: '/job' }),
  'reading a policy': (text) => parsePolicy(policyAsLongAs(text)),
  'looking for templates of a policy': missingAsLongAs,
  'removing a mention': (text) => saidToBot(text, 'UBOT'),
  'reading a mention': (text) => namedJob(text, '/job'),
  'reading a job’s name': readJobReference,
  'reading a list’s word': (text) => parseList([token(text)]),
  'reading an option': (text) => readOption(token(text)),
  'reading a number': (text) => parseParameter(number, text),
  'reading a list of values': (text) => parseParameter(texts, text),
  'matching a pattern': (text) => matchesPattern('^(a*)*(a|aa)+$', text),
  'matching a pattern given': (text) => patternProblem(text),
  'finding the nearest word': (text) => nearest(text, [`${text}y`, 'launch']),
  'finding a misspelt field': (text) => slipOf(text, [`${text}s`, 'imageUri']),
  'fitting a wildcard': (text) => fitsWildcard('*a*aa*a*b', text),
  'fitting a wildcard given': (text) => fitsWildcard(text, text.slice(1)),
  'cutting at placeholders': parseParts,
  'cutting at lines': (text) => cutAtLines(text, 3_000),
  'finding a template': (text) => findTemplateName(['hello', 'vision/train'], text),
  'finding a template by its marks': (text) => findTemplateName(['hello'], `${text}.,:;!?`),
  'reading a duration': parseDurationMs,
  'explaining an error': (message) => explainError({ code: 5, message }),
  'explaining a quota': (text) =>
    explainError({ code: 8, message: `quota metrics exceed quota limits: ${text}` }),
  'finding why a poll failed': pollFailure,
  'reading a price': readDescription,
  'reading a price of Vertex’s': (text) =>
    readDescription(`Vertex AI: Training/Pipelines on ${text}`),
  'reading shells': (text) => readShells({ a: text }),
  'showing a line': (text) => oneLine(text, 100),
  'showing lines': (text) => manyLines(text, 3_000),
  escaping: escapeMrkdwn,
  'making a sentence': sentenceLine,
  'joining sentences': (text) => allTogether(Array.from(text, code)),
  'listing sentences': (text) => listed(Array.from(text, code)),
};
