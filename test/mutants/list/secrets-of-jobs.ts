// Nobody sees a secret that a job was given, and none is stored that isn’t needed.

import type { Mutant, NamedTest } from '../mutant.ts';

const shown = (name: string): NamedTest => ({
  file: 'test/usecase/logs/secret-shown.test.ts',
  name,
});
const parameter = (name: string): NamedTest => ({
  file: 'test/usecase/launch/secret-parameter.test.ts',
  name,
});
const jobLog = (name: string): NamedTest => ({ file: 'test/domain/logs/job-log.test.ts', name });

export const secretsOfJobs: readonly Mutant[] = [
  {
    name: 'create-error',
    why: 'Vertex’s refusal quotes a password, which is stored, audited and told',
    file: 'app/usecase/launch/submit-launch.ts',
    find: 'hideSecretsOf(launch, result.failure.message)',
    replace: 'result.failure.message',
    test: shown('in Vertex’s refusal that quotes it'),
  },
  {
    name: 'logs-shown',
    why: 'a log shows the password that the job was given',
    file: 'app/usecase/logs/show-logs.ts',
    find: ', secretsOf(card.launch)',
    replace: '',
    test: shown('in what a job is told of that was launched from it'),
  },
  {
    name: 'log-tail',
    why: 'a failure’s last lines show the password that the job was given',
    file: 'app/usecase/logs/tell-log-tail.ts',
    find: ', secretsOf(launch)',
    replace: '',
    test: shown('in the last lines of its log, told under its failure'),
  },
  {
    name: 'log-line',
    why: 'a log shows a token',
    file: 'app/domain/logs/job-log.ts',
    find: 'redact(readable(text))',
    replace: 'readable(text)',
    test: jobLog('secrets are hidden'),
  },
  {
    name: 'log-key-lines',
    why: 'a log shows a private key, a line at a time',
    file: 'app/domain/logs/job-log.ts',
    find: 'if (insideKey.test(text)) return [];',
    replace: '',
    test: jobLog('a key that is written a line at a time'),
  },
  {
    name: 'log-cut-word',
    why: 'a long line is cut in the middle of a secret, whose half is shown',
    file: 'app/domain/logs/job-log.ts',
    find: 'begin.slice(0, lastWordAt(begin))',
    replace: 'begin',
    test: jobLog('in a line that is longer than anybody reads, wherever it is cut'),
  },
  {
    name: 'dry-run',
    why: 'a preview shows the password of a template',
    file: 'blocks/launch/dry-run.ts',
    find: 'JSON.stringify(hideInTree(body, secretsIn(parameters)), null, 2)',
    replace: 'JSON.stringify(body, null, 2)',
    test: shown('launch train dry-run'),
  },
  {
    name: 'dry-run-parameter',
    why: 'a preview shows the value of a secret parameter, which its job holds under no name',
    file: 'blocks/launch/dry-run.ts',
    find: 'hideInTree(body, secretsIn(parameters))',
    replace: 'hideInTree(body)',
    test: parameter('launch min dry-run'),
  },
  {
    name: 'name-in-list',
    why: 'a list shows the value of a secret parameter in a job’s name',
    file: 'blocks/list/list-columns.ts',
    find: 'quote(shownName(card.launch), nameRoom)',
    replace: 'quote(card.launch.body.displayName, nameRoom)',
    test: parameter('in what is told of its job'),
  },
  {
    name: 'display-name',
    why: 'a card’s title shows the value of a secret parameter',
    file: 'blocks/job/card.ts',
    find: 'quoteBold(shownName(view.launch))',
    replace: 'quoteBold(view.launch.body.displayName)',
    test: parameter('in what is told of its job'),
  },
  {
    name: 'parameter-in-log',
    why: 'the log of a job quotes the value of a secret parameter',
    file: 'app/domain/template/secret/hide-secrets.ts',
    find: ', ...secretsIn(parameters)])];',
    replace: '])];',
    test: parameter('in its log'),
  },
  {
    name: 'failure-shown',
    why: 'an error of a job quotes the password that it was given',
    file: 'blocks/job/failure.ts',
    find: "'(no text)' : hideSecretsOf(launch, error.message)",
    replace: "'(no text)' : error.message",
    test: shown('in what a job is told of that was launched from it'),
  },
  {
    name: 'response-url-kept',
    why: 'a secret address of Slack’s stays in the database',
    file: 'app/store/db/rows.ts',
    find: 'isWaiting ? (requester.responseUrl ?? null) : null',
    replace: 'requester.responseUrl ?? null',
    test: {
      file: 'test/store/contract.test.ts',
      name: 'on sqlite in memory > response_urls >',
    },
  },
  {
    name: 'watched-programs',
    why: 'the env and args of other people’s jobs are kept in the database',
    file: 'app/usecase/watch/post-watched-job.ts',
    find: 'jobSpec: withoutPrograms(jobSpec)',
    replace: 'jobSpec',
    test: {
      file: 'test/usecase/watch/watch.test.ts',
      name: 'keeps nothing of what a job’s programs are given',
    },
  },
];
