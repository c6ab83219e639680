// Nobody sees a secret that stands in a template, and none that is typed into a parameter is sent on.

import type { Mutant, NamedTest } from '../mutant.ts';

const given = (name: string): NamedTest => ({
  file: 'test/usecase/launch/given-secret.test.ts',
  name,
});
const parameter = (name: string): NamedTest => ({
  file: 'test/usecase/launch/secret-parameter.test.ts',
  name,
});
const shownYaml = (name: string): NamedTest => ({
  file: 'test/templates/shown-yaml.test.ts',
  name,
});

export const secretsOfTemplates: readonly Mutant[] = [
  {
    name: 'descriptions',
    why: 'a list shows the password in a template’s description',
    file: 'blocks/template/template.ts',
    find: 'const { name, version, description } = described(template);',
    replace: 'const { name, version, description } = template;',
    test: parameter('template list'),
  },
  {
    name: 'descriptions-at-home',
    why: 'the Home shows the password in a template’s description',
    file: 'blocks/home/home-templates.ts',
    find: 'const { name, version, description } = described(template);',
    replace: 'const { name, version, description } = template;',
    test: parameter('among the templates at Home'),
  },
  {
    name: 'descriptions-in-form',
    why: 'a form shows the password in a parameter’s description',
    file: 'blocks/launch/launch-form.ts',
    find: 'const template = described(chosen);',
    replace: 'const template = chosen;',
    test: parameter('in the form of its launch'),
  },
  {
    name: 'template-of-job',
    why: 'a template made from a job keeps its password where that stands under another name',
    file: 'app/domain/template/fill/job-template.ts',
    find: ' || hide(text) !== text;',
    replace: ';',
    test: {
      file: 'test/domain/template/fill/job-template.test.ts',
      name: 'a secret of a job is left out of its template wherever it stands',
    },
  },
  {
    name: 'problem-quotes',
    why: 'what is wrong with a file is told with the token that stands in it',
    file: 'app/domain/text/problem.ts',
    find: 'holdsLot(begin) || secretPieces',
    replace: 'secretPieces',
    test: { file: 'test/domain/template/secret/problem-secret.test.ts', name: 'in its type' },
  },
  {
    name: 'template-shown',
    why: 'a template is shown with its password',
    file: 'app/templates/shown-yaml.ts',
    find: 'hidePieces(hideScalars(text, secrets), secrets)',
    replace: 'text',
    test: shownYaml('is shown as it is written, but for'),
  },
  {
    name: 'template-comments',
    why: 'a template is shown with the password in its comment',
    file: 'app/templates/shown-yaml.ts',
    find: 'return hideInComments(',
    replace: 'return (',
    test: shownYaml('is shown as it is written, but for'),
  },
  {
    name: 'broken-template',
    why: 'a file that is no YAML is shown with its password',
    file: 'app/templates/shown-yaml.ts',
    find: 'return hideInText(text);',
    replace: 'return text;',
    test: shownYaml('a text that is no YAML is looked through as text'),
  },
  {
    name: 'given-secret',
    why: 'a token typed at a launch is stored and sent',
    file: 'app/domain/template/secret/secret.ts',
    find: 'return findIn(value, [name], { isSecret, read: (text) => text }).some(() => true);',
    replace: 'return false;',
    test: given('a launch that is given a secret is refused by the parameter’s name'),
  },
  {
    name: 'given-secret-by-name',
    why: 'a password typed at a launch is stored and sent',
    file: 'app/domain/template/secret/secret.ts',
    find: 'isNameOfSecretItself(named) && !isHarmless(named, text)',
    replace: 'false',
    test: { file: 'test/domain/template/fill/given-value.test.ts', name: 'by its name' },
  },
  {
    name: 'field-that-repeats-a-secret',
    why: 'a form begins a field with what another parameter hides',
    file: 'app/domain/form/launch-form.ts',
    find: 'return hideGiven(text, secrets) === text ? text : undefined;',
    replace: 'return text;',
    test: parameter('is shown nowhere > in the form of its launch'),
  },
];
