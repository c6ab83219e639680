import { describe, expect, it } from 'vitest';
import { checkView } from '../../../../app/sandbox/slack/block-kit/check-view.ts';
import { checkBlocks } from '../../../../app/sandbox/slack/block-kit/check.ts';
import { SlackError } from '../../../../app/sandbox/slack/state/errors.ts';
import { toJson } from '../../../../app/sandbox/shared/json.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const long = (length: number) => 'x'.repeat(length);
const section = (text: string, more: object = {}) => ({
  type: 'section',
  text: mrkdwn(text),
  ...more,
});
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const option = (text = 'a', value = 'a') => ({ text: plain(text), value });
const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

/** Slack's complaint about the blocks; `ok` when they are valid. */
function problemsOf(check: () => unknown): string | readonly string[] {
  try {
    check();
    return 'ok';
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const messages = (error.extra.errors ?? []) as string[];
    return messages.length === 0 ? error.code : messages;
  }
}
const blocks = (...list: object[]) => problemsOf(() => checkBlocks(toJson(list), 'message'));

const taken: Readonly<Record<string, object>> = {
  section: section(long(3_000)),
  fields: { type: 'section', fields: times(10, () => mrkdwn(long(1_000))) },
  header: { type: 'header', text: plain(long(150)) },
  context: { type: 'context', elements: times(10, () => mrkdwn('x')) },
  actions: actions(...times(25, (index) => button({ action_id: `a${index}` }))),
  button: actions(
    button({
      text: plain(long(75)),
      value: long(2_000),
      url: 'https://example.com/',
      style: 'danger',
      confirm: {
        title: plain(long(100)),
        text: { ...mrkdwn(long(300)), verbatim: true },
        confirm: plain(long(30)),
        deny: plain(long(30)),
      },
    }),
  ),
  overflow: actions({ type: 'overflow', options: times(5, (index) => option('a', String(index))) }),
  select: actions({
    type: 'static_select',
    placeholder: plain(long(150)),
    options: times(100, (index) => option(long(75), String(index))),
  }),
  rich: rich(
    { type: 'text', text: 'x', style: { bold: true } },
    { type: 'user', user_id: 'U1' },
    { type: 'date', timestamp: 1, format: '{time}', fallback: 'x' },
    { type: 'link', url: 'https://example.com/', text: 'x' },
  ),
  divider: { type: 'divider' },
  markdown: { type: 'markdown', text: long(12_000) },
};

const refused: Readonly<Record<string, readonly [object, string]>> = {
  'a long section': [
    section(long(3_001)),
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  'an empty text': [
    section(''),
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  'an empty section': [
    { type: 'section' },
    'must define either `text` or `fields` [json-pointer:/blocks/0]',
  ],
  'eleven fields': [
    { type: 'section', fields: times(11, () => mrkdwn('x')) },
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  'a formatted header': [
    { type: 'header', text: mrkdwn('x') },
    'must be a valid enum value [json-pointer:/blocks/0/text/type]',
  ],
  'a long header': [
    { type: 'header', text: plain(long(151)) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  'a foreign block': [
    { type: 'marquee' },
    'unsupported type: marquee [json-pointer:/blocks/0/type]',
  ],
  'an unknown field': [
    section('x', { colour: 'red' }),
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  'a missing field': [{ type: 'header' }, 'missing required field: text [json-pointer:/blocks/0]'],
  'a foreign element': [
    actions({ type: 'slider' }),
    'unsupported type: slider [json-pointer:/blocks/0/elements/0/type]',
  ],
  'too many buttons': [
    actions(...times(26, () => button())),
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  'no buttons': [actions(), 'must provide at least 1 items [json-pointer:/blocks/0/elements]'],
  'a long label': [
    actions(button({ text: plain(long(76)) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  'a long value': [
    actions(button({ value: long(2_001) })),
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  'a relative link': [
    actions(button({ url: '/jobs' })),
    'must be a valid URL [json-pointer:/blocks/0/elements/0/url]',
  ],
  'a long dialog': [
    actions(
      button({
        confirm: {
          title: plain('x'),
          text: mrkdwn(long(301)),
          confirm: plain('x'),
          deny: plain('x'),
        },
      }),
    ),
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  'a long option': [
    actions({ type: 'static_select', options: [option('a', long(76))] }),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  'six choices in ⋯': [
    actions({ type: 'overflow', options: times(6, () => option()) }),
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  'a menu without options': [
    actions({ type: 'static_select' }),
    'must define either `options` or `option_groups` [json-pointer:/blocks/0/elements/0]',
  ],
  'two actions of one name': [
    actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
    '`action_id` already exists [json-pointer:/blocks/0/elements/1/action_id]',
  ],
  'an input of modals': [
    {
      type: 'input',
      label: plain('x'),
      element: { type: 'number_input', is_decimal_allowed: true },
    },
    'unsupported type: number_input [json-pointer:/blocks/0/element/type]',
  ],
  'an alert in a message': [
    { type: 'alert', text: mrkdwn('x') },
    'unsupported type: alert [json-pointer:/blocks/0/type]',
  ],
  'an empty rich text': [
    rich({ type: 'text', text: '' }),
    'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
  ],
};

describe('blocks of a message', () => {
  it.each(Object.entries(taken))('accepts %s at its limits', (_, block) => {
    expect(blocks(block)).toBe('ok');
  });

  it.each(Object.entries(refused))('refuses %s', (_, [block, message]) => {
    expect(blocks(block)).toContain(message);
  });

  it('checks rules across blocks', () => {
    expect(blocks(...times(50, () => ({ type: 'divider' })))).toBe('ok');
    expect(blocks(...times(51, () => ({ type: 'divider' })))).toContain(
      'no more than 50 items allowed [json-pointer:/blocks]',
    );
    const twins = times(2, () => section('x', { block_id: 'b' }));
    expect(blocks(...twins)).toContain(
      '`block_id` already exists [json-pointer:/blocks/1/block_id]',
    );
    const table = { type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] };
    expect(blocks(table)).toBe('ok');
    expect(blocks(table, table)).toEqual(['only_one_table_allowed']);
    expect(blocks(table, { type: 'data_table', rows: [] })).toEqual(['only_one_table_allowed']);
  });

  it('checks a table to its last cell', () => {
    const cell = rich({ type: 'text', text: 'x' });
    const table = (rows: unknown[], more: object = {}) =>
      blocks({ type: 'table', rows: rows as object[], ...more });
    const settings = { column_settings: [{ align: 'right', is_wrapped: true }, null, {}] };
    expect(table([[cell, { type: 'raw_number', value: 3 }]], settings)).toBe('ok');
    expect(table(times(100, () => times(20, () => cell)))).toBe('ok');
    for (const [rows, more] of [
      [[]],
      [[[]]],
      [times(101, () => [cell])],
      [[times(21, () => cell)]],
      [[[{ type: 'raw_text', text: '' }]]],
      [[[{ type: 'raw_text' }]]],
      [[[{ type: 'rich_text', elements: [] }]]],
      [[[rich({ type: 'text', text: '' })]]],
      [[[mrkdwn('*x*')]]],
      [[[{ ...cell, text: 'x' }]]],
      [[[cell]], { column_settings: [{ align: 'middle' }] }],
      [[[cell]], { column_settings: [{ wrapped: true }] }],
      [[[cell]], { column_settings: times(21, () => ({})) }],
      [[[cell]], { caption: 'x' }],
      [times(5, () => [{ type: 'raw_text', text: long(2_001) }])],
    ] as const) {
      expect(table([...rows], more), JSON.stringify([rows, more]).slice(0, 200)).not.toBe('ok');
    }
  });

  it('limits the total length of all texts', () => {
    const filler = times(4, () => section(long(3_000)));
    expect(blocks(...filler, section(long(1_200)))).toBe('ok');
    expect(blocks(...filler, section(long(1_201)))).toBe('msg_blocks_too_long');
  });

  it('fills in missing ids', () => {
    const [block] = checkBlocks(
      toJson([actions(button(), button({ action_id: 'mine' }))]),
      'message',
    );
    expect(block?.block_id).toMatch(/^[A-Z0-9]{5}$/);
    expect(block).toMatchObject({ elements: [{}, { action_id: 'mine' }] });
    expect(JSON.stringify(block).match(/"action_id":"[A-Z0-9]{5}"/g)).toHaveLength(1);
  });
});

describe('views', () => {
  const input = {
    type: 'input',
    block_id: 'b',
    label: plain('x'),
    element: { type: 'plain_text_input', action_id: 'a' },
  };
  const modal = (more: object = {}) =>
    problemsOf(() =>
      checkView(
        toJson({ type: 'modal', title: plain('x'), blocks: [section('x')], ...more }),
        'modal',
      ),
    );

  it('checks their limits', () => {
    expect(modal({ title: plain(long(24)), private_metadata: long(3_000) })).toBe('ok');
    expect(modal({ title: plain(long(25)) })).toContain(
      'must be less than 25 characters [json-pointer:/view/title/text]',
    );
    expect(modal({ private_metadata: long(3_001) })).toContain(
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    );
    expect(modal({ blocks: times(100, () => ({ type: 'divider' })) })).toBe('ok');
    expect(modal({ blocks: times(101, () => ({ type: 'divider' })) })).toContain(
      'no more than 100 items allowed [json-pointer:/view/blocks]',
    );
    expect(modal({ type: 'home' })).toContain(
      'must be a valid enum value [json-pointer:/view/type]',
    );
  });

  it('needs a submit button when it has inputs', () => {
    expect(modal({ blocks: [input] })).toContain(
      'missing required field: submit [json-pointer:/view]',
    );
    expect(modal({ blocks: [input], submit: plain('Go') })).toBe('ok');
    expect(
      modal({ blocks: [{ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] }] }),
    ).toContain('unsupported type: table [json-pointer:/view/blocks/0/type]');
  });
});
