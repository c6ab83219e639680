// What people write down for the bot: its settings and their templates.

import type { Mutant, NamedTest } from './mutant.ts';

const config = (name: string): NamedTest => ({ file: 'test/config.test.ts', name });
const saving = (name: string): NamedTest => ({ file: 'test/usecase/edit-template.test.ts', name });

export const settings: readonly Mutant[] = [
  {
    name: 'config-lease',
    why: 'a lease shorter than a call lets two send the same',
    file: 'app/config.ts',
    find: 'if (Math.max(SLACK_TIMEOUT, VERTEX_TIMEOUT) >= LEASE) {',
    replace: 'if (LEASE === 0) {',
    test: config('LEASE=20s is refused with the remedy'),
  },
  {
    name: 'config-quarantine',
    why: 'a doubt is over before the lease of who left it',
    file: 'app/config.ts',
    find: 'if (LAUNCH_QUARANTINE < LEASE)',
    replace: 'if (LAUNCH_QUARANTINE === 0)',
    test: config('LAUNCH_QUARANTINE=30s is refused with the remedy'),
  },
  {
    name: 'config-https',
    why: 'tokens go over the net in the clear',
    file: 'app/config.ts',
    find: "(protocol === 'http:' && isLoopback)",
    replace: "protocol === 'http:'",
    test: config('VERTEX_ENDPOINT=http://example.com is refused with the remedy'),
  },
  {
    name: 'config-policy',
    why: 'a policy file that is not enforced yet is taken for one that is',
    file: 'app/config.ts',
    find: ".undefined('is not built yet: unset it. Until then the default policy holds (see README).')",
    replace: '.string()',
    test: config('POLICY_FILE=./policy.yml is refused with the remedy'),
  },
  {
    name: 'config-metrics-port',
    why: 'names of projects stand on the port that Slack and anybody reach',
    file: 'app/config.ts',
    find: 'data.METRICS_PORT === data.PORT',
    replace: 'data.METRICS_PORT === -1',
    test: config('METRICS_PORT=3000 is refused with the remedy'),
  },
  {
    name: 'newer-or-misspelt',
    why: 'a field that nothing here knows is sent without a word',
    file: 'app/domain/newer.ts',
    find: 'if (names === undefined || names.includes(value)) return [];',
    replace: 'if (value !== "") return [];',
    test: { file: 'test/domain/newer.test.ts', name: 'a value that is in no enum' },
  },
  {
    name: 'other-product',
    why: 'a GPU that is newer than the bot is said to be another one',
    file: 'app/domain/newer.ts',
    find: 'fields.filter((field) => hasSameNumbers(field, key))',
    replace: 'fields',
    test: { file: 'test/domain/newer.test.ts', name: 'a field that is not known' },
  },
  {
    name: 'two-files-one-name',
    why: 'of two files with one name, whichever comes first is launched',
    file: 'app/store/template-choice.ts',
    find: 'same.length === 1',
    replace: 'same[0]?.[0] === file',
    test: { file: 'test/store/template-files.test.ts', name: 'uses no file of several' },
  },
  {
    name: 'secret-in-a-template',
    why: 'a password is kept in a template’s history for good',
    file: 'app/usecase/check-template.ts',
    find: 'found.problems.map(',
    replace: '[].map(',
    test: saving('can’t hold a secret, which is not quoted'),
  },
  {
    name: 'secret-in-a-comment',
    why: 'a password is kept in a template’s comment for good',
    file: 'app/domain/secret-search.ts',
    find: 'problems.length === 0 && tellsSecret(text)',
    replace: 'text === ""',
    test: saving('can’t hold a secret in a comment or its note either'),
  },
  {
    name: 'own-labels',
    why: 'a template takes the label by which the bot finds its job',
    file: 'app/domain/labels.ts',
    find: 'if (reserved.some((reserved) => reserved === key))',
    replace: 'if (key === "")',
    test: { file: 'test/domain/labels.test.ts', name: 'labelProblems' },
  },
  {
    name: 'template-link',
    why: 'a link among the templates shows files from anywhere on the machine',
    file: 'app/store/template-walk.ts',
    find: 'if (entry.isSymbolicLink() && !isMounted) {',
    replace: "if (entry.isSymbolicLink() && path === '') {",
    test: { file: 'test/store/template-files.test.ts', name: 'says what it passes over, and why' },
  },
  {
    name: 'template-last-good',
    why: 'a slip in a file takes the template from everybody',
    file: 'app/store/template-entry.ts',
    find: 'good: last?.good, ...read',
    replace: '...read',
    test: { file: 'test/store/template-files.test.ts', name: 'keeps the last good version' },
  },
  {
    name: 'template-version-stands',
    why: 'a re-run sends something else than was launched under that version',
    file: 'app/store/template-versions.ts',
    find: ".onConflict((conflict) => conflict.columns(['name', 'version']).doNothing())",
    replace: '',
    test: {
      file: 'test/store/contract.test.ts',
      name: 'on sqlite in memory > templates > each version is kept as it was, once',
    },
  },
];
