import { expect, it } from 'vitest';
import { toJson, objectsIn } from '../../../../app/sandbox/shared/json.ts';
import { renderBlocks } from '../../../../app/sandbox/slack/render/render-message.ts';
import { renderDate, renderMrkdwn } from '../../../../app/sandbox/slack/render/render-text.ts';
import { mlJobs, start } from '../harness.ts';

const directory = {
  people: new Map([['U1', { name: 'ana' }]]),
  channels: new Map([['C1', { name: 'ml-jobs' }]]),
};
const plain = (text: string) => ({ type: 'plain_text', text });
const render = (...blocks: object[]) => renderBlocks(objectsIn(toJson(blocks)), directory);

it('resolves the tokens of mrkdwn', () => {
  const at = new Date(2025, 10, 24, 15, 46).getTime();
  const token = `<!date^${at / 1_000}^since {date_short} {time}|fallback>`;
  expect(renderMrkdwn(`<@U1> in <#C1|ml-jobs>: *x* &lt;b&gt; ${token}`, directory)).toBe(
    '@ana in #ml-jobs: *x* <b> since Nov 24, 2025 15:46',
  );
  expect(renderMrkdwn('<https://a.b|Console> <https://a.b> <!here> <@U9>', directory)).toBe(
    'Console (https://a.b) https://a.b @here @U9',
  );
});

it('writes dates as Slack does', () => {
  const now = Date.now();
  expect(renderDate(now - 90_000, '{ago}')).toBe('1 minute ago');
  expect(renderDate(now, '{date_short_pretty}')).toBe('today');
  expect(renderDate(now - 86_400_000, '{date_short_pretty} {unknown}')).toBe('yesterday {unknown}');
  expect(renderDate(new Date(2025, 0, 2, 3, 4, 5).getTime(), '{date_num} {time_secs}')).toBe(
    '2025-01-02 03:04:05',
  );
});

it('shows rich text without parsing markup in it', () => {
  const style = { bold: true };
  const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });
  const text = (said: string, more: object = {}) => ({ type: 'text', text: said, ...more });
  expect(
    render({
      type: 'rich_text',
      elements: [
        section(text('<@U1> '), text('done ', { style }), { type: 'user', user_id: 'U1' }),
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [section(text('one')), section(text('two'))],
        },
        { type: 'rich_text_preformatted', elements: [text('log')] },
        { type: 'rich_text_quote', elements: [text('a\nb')] },
        section(
          { type: 'link', url: 'https://a.b', text: 'Logs' },
          text(' x', { style: { code: true } }),
        ),
      ],
    }),
  ).toBe('<@U1> *done* @ana\n• one\n• two\n```\nlog\n```\n> a\n> b\nLogs (https://a.b) `x`');
});

it('shows a table row by row', () => {
  const rich = (...elements: object[]) => ({
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements }],
  });
  const rows = [
    [rich({ type: 'text', text: 'Job', style: { bold: true } }), { type: 'raw_text', text: '*x*' }],
    [rich({ type: 'link', url: 'https://a.b', text: 'a3f9' }), { type: 'raw_number', value: 7 }],
  ];
  expect(render({ type: 'table', rows })).toBe('*Job* | *x*\na3f9 (https://a.b) | 7');
});

it('shows buttons, menus and fields', () => {
  const option = (text: string) => ({ text: plain(text), value: text });
  expect(
    render(
      { type: 'header', text: plain('Jobs') },
      {
        type: 'section',
        text: plain('pick'),
        accessory: { type: 'overflow', options: [option('a')] },
      },
      { type: 'context', elements: [plain('a'), { type: 'image', alt_text: 'gpu' }] },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Cancel') },
          {
            type: 'static_select',
            placeholder: plain('which'),
            options: [option('x'), option('y')],
          },
        ],
      },
    ),
  ).toBe('Jobs\npick [⋯ a]\na [image: gpu]\n[Cancel] [which ▾ x | y]');
});

it('shows a channel with its threads, or only what is new', async () => {
  const { post, call, text } = await start();
  const first = await post({ text: 'first' });
  await post({ text: 'reply', thread_ts: first });
  const second = await post({ text: 'second' });
  expect((await text()).replaceAll(/\d\d:\d\d:\d\d/g, 'TIME')).toBe(
    [
      '#ml-jobs\n',
      '@testbot APP  TIME\n  first\n    │ @testbot APP  TIME\n    │   reply\n',
      '@testbot APP  TIME\n  second\n',
    ].join('\n'),
  );
  expect(await text(`?since=${second}`)).toBe('#ml-jobs\n');
  await call('chat.update', { channel: mlJobs, ts: first, text: 'changed' });
  const fresh = await text(`?since=${second}`);
  expect(fresh).toContain('(edited)\n  changed');
  expect(fresh).not.toContain('second');
});
