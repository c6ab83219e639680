import { describe, expect, test } from 'vitest';
import { formCost } from '../../../app/domain/form/form-cost.ts';
import type { LaunchForm } from '../../../app/domain/form/launch-form.ts';
import type { Parameter } from '../../../app/domain/template/parameter.ts';
import { joinFields, type TemplateForm } from '../../../app/domain/form/template-form.ts';
import { cutAtLines } from '../../../app/domain/form/whole-template.ts';
import { toJson } from '../../../app/sandbox/shared/json.ts';
import { checkView } from '../../../app/sandbox/slack/block-kit/check-view.ts';
import { renderWindow } from '../../../blocks/answer/window.ts';
import { noticesOf } from '../problem-samples.ts';
import { answersOf, context, diffOf, templateOf } from '../samples.ts';

const target = { project: 'ml-prod', location: 'us-central1' };

/** Throws where Slack would refuse it. */
function check(window: Parameters<typeof renderWindow>[0]) {
  const view = renderWindow(window, context);
  return checkView(toJson(view), 'modal');
}
const withParameters = (parameters: readonly Parameter[], name = 'resnet-train'): LaunchForm => {
  const template = { ...templateOf('x'), name, parameters };
  return {
    channel: 'C0JOBS',
    templates: [template],
    chosen: {
      template,
      targets: [target, { project: 'ml-dev', location: 'europe-west4' }],
      target,
      cost: formCost(template, { parameters: {} }, target, undefined),
    },
  };
};
const elementOf = (parameter: Parameter) => {
  const view = renderWindow({ kind: 'launch-form', form: withParameters([parameter]) }, context);
  return view.blocks.find((one) => one.block_id?.endsWith(`:${parameter.name}`));
};

const long = '<!channel> *x* \u202e'.repeat(400);
const many: readonly Parameter[] = Array.from({ length: 50 }, (_, index) => {
  const name = `p${index}`.padEnd(63, 'x');
  const description = long.slice(0, 500);
  switch (index % 7) {
    case 0:
      return {
        name,
        type: 'string',
        description,
        pattern: long.slice(0, 500),
        default: long.slice(0, 4_000),
      };
    case 1:
      return {
        name,
        type: 'choice',
        choices: Array.from({ length: 100 }, (_, n) => `${n}`),
        default: '7',
      };
    case 2:
      return { name, type: 'choice', choices: [long, 'short'], default: long };
    case 3:
      return { name, type: 'number', min: -1e-9, max: 1e21, default: 0.25 };
    case 4:
      return { name, type: 'boolean', default: true };
    case 5:
      return { name, type: 'list', default: ['a', 'b c'] };
    default:
      return { name, type: 'duration', min: '1h', description };
  }
});

describe('the launch form', () => {
  test.each([
    ['without templates', { channel: 'C0JOBS', templates: [] }],
    [
      'with more templates than a menu holds',
      {
        channel: 'C0JOBS',
        templates: Array.from({ length: 150 }, (_, n) => ({ ...templateOf(long), name: `t${n}` })),
      },
    ],
    ['with fifty parameters of every kind', withParameters(many, 'n'.repeat(63))],
    ['without parameters', withParameters([])],
  ])('%s is one that Slack takes', (_, form: LaunchForm) => {
    expect(check({ kind: 'launch-form', form })).toMatchObject({ type: 'modal' });
  });

  test('has the field that suits each type, beginning with its default', () => {
    const field = (element: object, optional = true) => ({ type: 'input', optional, element });
    const name = 'p';
    expect(elementOf({ name, type: 'integer', default: 3, min: 1 })).toMatchObject(
      field({
        type: 'number_input',
        is_decimal_allowed: false,
        initial_value: '3',
        min_value: '1',
      }),
    );
    expect(elementOf({ name, type: 'choice', choices: ['a', 'b'], default: 'b' })).toMatchObject(
      field({ type: 'static_select', initial_option: { value: 'b' } }),
    );
    expect(elementOf({ name, type: 'list', default: ['a', 'b'] })).toMatchObject(
      field({ type: 'plain_text_input', initial_value: 'a,b' }),
    );
    expect(elementOf({ name, type: 'string', default: 'two words' })).toMatchObject(
      field({ type: 'plain_text_input', initial_value: 'two words' }),
    );
    expect(elementOf({ name, type: 'string' })).toMatchObject(
      field({ type: 'plain_text_input' }, false),
    );
  });

  test('keeps the fields of one template apart from those of another', () => {
    const idsOf = (name: string) => {
      const form = withParameters([{ name: 'lr', type: 'number', default: 0.1 }], name);
      const { blocks } = renderWindow({ kind: 'launch-form', form }, context);
      return blocks.filter(({ type }) => type === 'input').map(({ block_id }) => block_id);
    };
    expect(idsOf('train').filter((id) => idsOf('eval').includes(id))).toEqual([]);
  });

  test('types a number that has no plain spelling as text', () => {
    expect(elementOf({ name: 'p', type: 'number', default: 5e-7 })).toMatchObject({
      element: { type: 'plain_text_input', initial_value: '5e-7' },
    });
  });

  test('of a re-run begins with what was launched', () => {
    const form = withParameters([{ name: 'lr', type: 'number', default: 0.1 }]);
    const earlier = { handle: 'a3f9', parameters: { lr: 0.5 }, target, maxTimeMs: 3_600_000 };
    const chosen = form.chosen && { ...form.chosen, earlier };
    const view = JSON.stringify(
      renderWindow({ kind: 'launch-form', form: { ...form, chosen } }, context),
    );
    expect(view).toContain('Re-run a3f9');
    expect(view).toContain('"initial_value":"0.5"');
    expect(view).toContain('"initial_value":"1h"');
  });
});

test('every preview is one that Slack takes', () => {
  for (const answer of answersOf(long)) {
    expect(check({ kind: 'preview', answer })).toMatchObject({ type: 'modal' });
  }
});

test.each([
  ['many lines', 'a: <!channel>\n'.repeat(40_000)],
  ['one long line', 'x'.repeat(500_000)],
  ['nothing', ''],
])('the whole of a template with %s is one Slack takes', (_, text) => {
  const template = { name: 'x'.repeat(63), version: 'v1', text };
  check({ kind: 'whole-template', template });
  const view = renderWindow({ kind: 'whole-template', template }, context);
  expect(JSON.stringify(view).length).toBeLessThan(250_000);
});

test('the whole of a template is all of it, cut at line ends', () => {
  const text = Array.from({ length: 900 }, (_, n) => `- line ${n}`).join('\n');
  expect(cutAtLines(text, 3_000).join('\n')).toBe(text);
  expect(cutAtLines('x'.repeat(7), 3)).toEqual(['xxx', 'xxx', 'x']);
});

describe('the window of a template', () => {
  const write = (more: Partial<TemplateForm>): TemplateForm => ({
    channel: 'C0JOBS',
    name: 'train',
    base: 3,
    text: 'a: 1',
    ...more,
  });
  const inputs = (form: TemplateForm) =>
    renderWindow({ kind: 'template-form', form }, context).blocks.flatMap((block) =>
      block.type === 'input' && 'element' in block && block.element.type === 'plain_text_input'
        ? [[block.block_id, block.element.initial_value]]
        : [],
    );

  test('holds the text in fields that are named after the version', () => {
    expect(inputs(write({ note: 'why' }))).toEqual([
      ['template-text:3:0', 'a: 1'],
      ['template-text:3:1', undefined],
      ['template-note', 'why'],
    ]);
  });

  test('takes a text, a file or both, and a note of bounded length', () => {
    const { blocks } = renderWindow({ kind: 'template-form', form: write({}) }, context);
    const fields = blocks.filter((block) => block.type === 'input');
    expect(fields.map((block) => 'optional' in block && block.optional)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(fields.at(-1)).toMatchObject({ element: { max_length: 500 } });
  });

  test('cuts a long text at line ends, and joins to the same', () => {
    const text = Array.from({ length: 900 }, (_, n) => `- line ${n}`).join('\n');
    const parts = inputs(write({ text }))
      .slice(0, -1)
      .map(([, part = '']) => part);
    expect(parts.length).toBeGreaterThan(4);
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
    expect(joinFields(parts)).toBe(text);
  });

  test.each([
    ['with more lines than its fields hold', 'a: 1\n'.repeat(10_000)],
    ['with a line longer than a field', `a: ${'x'.repeat(3_001)}`],
  ])('%s asks for a file, which then is no choice, and says why', (_, text) => {
    const form = write({ text, note: 'why' });
    expect(inputs(form)).toEqual([['template-note', 'why']]);
    const { blocks } = renderWindow({ kind: 'template-form', form }, context);
    expect(JSON.stringify(blocks)).toContain('too long to be shown here');
    expect(blocks.find((block) => block.block_id === 'template-file:3')).toMatchObject({
      optional: false,
      element: { type: 'file_input' },
    });
    check({ kind: 'template-form', form });
  });

  test('with a text that fits says nothing of a file that has to be', () => {
    const { blocks } = renderWindow({ kind: 'template-form', form: write({}) }, context);
    expect(JSON.stringify(blocks)).not.toContain('too long');
  });

  test.each<[string, Partial<TemplateForm>]>([
    ['notices', { notices: noticesOf(long) }],
    [
      'another’s version',
      { conflict: { author: 'U0BO', at: 0, note: long, deleted: false, lines: diffOf(long) } },
    ],
    ['a delete', { conflict: { author: 'U0BO', at: 0, deleted: true, lines: [] } }],
    ['empty lines', { text: '\n\n' }],
    ['the longest text', { text: Array.from({ length: 9 }, () => 'x'.repeat(2_999)).join('\n') }],
  ])('with %s is one Slack takes', (_, more) => {
    check({ kind: 'template-form', form: write({ name: 'x'.repeat(63), ...more }) });
  });
});
