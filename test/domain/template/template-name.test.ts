import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isLabel } from '../../../app/domain/spec/labels.ts';
import { parseCommand } from '../../../app/domain/command/parse-command.ts';
import {
  findTemplateName,
  isTemplateName,
  templateSlug,
  typedName,
} from '../../../app/domain/template/template-name.ts';

describe('isTemplateName', () => {
  it.each([
    'a',
    'config_cpu',
    'vision/train',
    'Train.v2',
    '训练',
    'a b',
    '_base',
    'x+y (1)',
    '-x',
    '+plus',
    '~x',
    'lr=1',
    'a,b',
    'R&D/a@b',
    '#1 [old]: 50%!',
    "ana's",
  ])('takes %j', (name) => {
    expect(isTemplateName(name)).toBe(true);
  });
  it.each([
    '',
    ' x',
    '.x',
    'a/.x',
    'a/',
    '/a',
    'a//b',
    'a/../b',
    'a*b',
    '{{a}}',
    'a?',
    'a|b',
    'a`b',
    'a"b',
    'a\nb',
    'a ',
    'a  b',
    'a<b',
    'a\\b',
    'a'.repeat(201),
  ])('refuses %j', (name) => {
    expect(isTemplateName(name)).toBe(false);
  });
});

describe('templateSlug', () => {
  it.each([
    ['resnet-train', 'resnet-train'],
    ['a--b-', 'a--b-'],
    ['config_cpu', 'config-cpu'],
    ['vision/Train', 'vision-train'],
    ['_x', 'x'],
    ['训练', '训练'],
    ['E\u0301tude', 'étude'],
    ['___', 't-045a3b34'],
    [`${'a'.repeat(63)}b`, `${'a'.repeat(24)}-d66f0acc`],
  ])('of %j is %j', (name, slug) => {
    expect(templateSlug(name)).toBe(slug);
  });

  it('is the value of a label and of an option, whatever the name', () => {
    const character = fc.constantFrom('a', 'B', '_', '/', ' ', '.', 'é', '字', '9', 'ﬁ', 'İ');
    fc.assert(
      fc.property(fc.string({ unit: character, minLength: 1, maxLength: 200 }), (name) => {
        const slug = templateSlug(name);
        expect(isLabel('template', slug)).toBe(true);
        expect(new TextEncoder().encode(slug).length).toBeLessThanOrEqual(128);
        expect(slug.length).toBeLessThanOrEqual(75);
        expect(templateSlug(slug)).toBe(slug);
      }),
    );
  });
});

describe('findTemplateName', () => {
  const names = ['hello', 'vision/Train', 'Mixed', 'a_b'];
  it.each([
    ['hello', 'hello'],
    ['Hello', 'hello'],
    ['VISION/train', 'vision/Train'],
    ['vision-train', 'vision/Train'],
    ['hello:', 'hello'],
    ['Hello,', 'hello'],
    ['hell', undefined],
    ['hell:', undefined],
    [':', undefined],
    ['', undefined],
  ])('takes %j for %j', (typed, found) => {
    expect(findTemplateName(names, typed)).toBe(found);
  });

  it('takes nothing where two are meant', () => {
    expect(findTemplateName(['a_b', 'a-b'], 'A-B')).toBeUndefined();
    expect(findTemplateName(['a_b', 'a-b'], 'a-b')).toBe('a-b');
  });
});

describe('a name as it is typed', () => {
  it.each([
    ['a b', '"a b"'],
    ['vision/train', 'vision/train'],
    ['in', '"in"'],
    ['Dry_Run', '"Dry_Run"'],
    ['-x', '"-x"'],
  ])('of %j is %s', (name, typed) => {
    expect(typedName(name)).toBe(typed);
  });

  it('is read back as it is, wherever a template is named', () => {
    const unit = fc.constantFrom(...Array.from("aB1é字 _.+()~,;:=&%$![]@#'-/"));
    const inName = fc.string({ unit, minLength: 1, maxLength: 12 }).filter(isTemplateName);
    const options = fc.constantFrom('in', 'dry-run', 'max_time', 'MAX-COST', '--help', '-h');
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: inName }, options), (name) => {
        // As Slack sends it.
        const typed = typedName(name).replaceAll('&', '&amp;');
        const read = (text: string) => parseCommand(text, { command: '/job' });
        const command = { template: name, dryRun: true };
        expect(read(`launch ${typed} dry-run`)).toMatchObject({ ok: true, command });
        const show = { action: 'show', name };
        expect(read(`template show ${typed}`)).toMatchObject({ ok: true, command: show });
        const list = { verb: 'list', template: name };
        expect(read(`list template=${typed}`)).toMatchObject({ ok: true, command: list });
      }),
    );
  });
});
