import type { Button, KnownBlock } from '@slack/types';
import { described } from '../../app/domain/template/secret/described.ts';
import type { TemplatesAtHome } from '../../app/domain/home/home.ts';
import type { Template } from '../../app/domain/template/template.ts';
import { actionId } from '../kit/value/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { quoteCode, say } from '../kit/rich.ts';
import { richText } from '../kit/render-rich.ts';
import { othersLine } from '../kit/others.ts';

/** A template in a line, with a button that opens its form. */
export function templateBlocks(
  { items, more, others = 0 }: TemplatesAtHome,
  { command }: RenderContext,
): KnownBlock[] {
  const rest = othersLine(others, items.length + more, command);
  if (rest !== undefined && items.length === 0) return [richText([rest])];
  if (items.length === 0) {
    return [
      richText([
        [
          say('There are no templates yet: '),
          quoteCode(`${command} template save <name>`),
          say(' writes one, or put YAML files into TEMPLATES_DIR.'),
        ],
      ]),
    ];
  }
  return [
    ...items.map(templateBlock),
    ...(more === 0
      ? []
      : [
          richText([[say(`${more} more: `), quoteCode(`${command} template list`)]]),
          {
            type: 'actions' as const,
            elements: [launchButton('Choose another', 'Choose among all templates')],
          },
        ]),
    ...(rest === undefined ? [] : [richText([rest])]),
  ];
}

function templateBlock(template: Template): KnownBlock {
  const { name, version, description } = described(template);
  const about = description === undefined ? '' : ` · ${description}`;
  return {
    type: 'section',
    text: plain(`${name} ${version}${about}`, bounds.reason),
    accessory: launchButton('Launch', `Launch ${name}`, name),
  };
}

function launchButton(text: string, label: string, template?: string): Button {
  return {
    type: 'button',
    action_id: actionId('home-launch'),
    text: { type: 'plain_text', text },
    accessibility_label: clip(label, limits.accessibilityLabel),
    ...(template === undefined ? {} : { value: template }),
  };
}
