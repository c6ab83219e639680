import { describe, expect, test } from 'vitest';
import { shownYaml } from '../../app/templates/shown-yaml.ts';
import { templateText } from '../../app/templates/text.ts';

const shown = (text: string) => templateText.show(text);
const key = (kind: string) => [`-----${kind}`, 'RSA PRIVATE KEY-----'].join(' ');

describe('the text of a template is shown as it is written, but for its secrets', () => {
  test('nothing else of it changes', () => {
    const text = `# how it is run\nargs: ['--lr={{lr}}', "--data=gs://b/x"] # both\nenv:\n  - { name: EPOCHS, value: "90" }\n`;
    expect(shown(text)).toBe(text);
  });

  test.each([
    [
      `env: [{name: DB_PASSWORD, value: hunter2x}]`,
      `env: [{name: DB_PASSWORD, value: '[redacted]'}]`,
    ],
    [
      `- name: DB_PASSWORD\n  value: "hunter\\u00322x" # it`,
      `- name: DB_PASSWORD\n  value: '[redacted]' # it`,
    ],
    [
      `a: &pw hunter2x\nenv: {name: PASSWORD, value: *pw}`,
      `a: &pw '[redacted]'\nenv: {name: PASSWORD, value: *pw}`,
    ],
    [
      `base: &b {password: hunter2x}\nx:\n  <<: *b\n`,
      `base: &b {password: '[redacted]'}\nx:\n  <<: *b\n`,
    ],
    [`args: [--token, abc, --lr, abcd]`, `args: [--token, '[redacted]', --lr, abcd]`],
    [
      `args:\n- |\n  export PGPASSWORD=hunter2x\n  python train.py\n`,
      `args:\n- |\n  export PGPASSWORD=[redacted]\n  python train.py\n`,
    ],
    [
      `value: >-\n  password=hunter2x\n  and more\n`,
      `value: >-\n  password=[redacted]\n  and more\n`,
    ],
    [`args: ['a ''b'' --password "it''s"']`, `args: ['[redacted]']`],
    [
      `password: hunter2x\ndescription: takes hunter2x # hunter2x\n`,
      `password: '[redacted]'\ndescription: takes [redacted] # [redacted]\n`,
    ],
    [
      `x: 1\n# - name: API_KEY\n#   value: hunter2x\n`,
      `x: 1\n# - name: API_KEY\n#   value: [redacted]\n`,
    ],
    [
      `env:\n- name: KEY\n  value: |\n    ${key('BEGIN')}\n    MIIEow\n    ${key('END')}\n- name: A\n  value: b\n`,
      `env:\n- name: KEY\n  value: |\n    [redacted]\n    [redacted]\n    [redacted]\n- name: A\n  value: b\n`,
    ],
    [`# ${key('BEGIN')}\n# MIIEow\n# ${key('END')}\nx: 1\n`, `# [redacted]\nx: 1\n`],
  ])('%s', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  test('a text that is no YAML is looked through as text', () => {
    const text = `env:\n\t- name: DB_PASSWORD\n  value: hunter2x\nargs: [--token, hunter3x]\npassword: hunter4x\n`;
    expect(shown(text)).not.toMatch(/hunter/);
    expect(shown(text)).toContain('DB_PASSWORD');
    expect(shownYaml('password: hunter2x', undefined)).toBe('password: [redacted]');
  });
});
