import type { Button, KnownBlock } from '@slack/types';
import { described } from '../../app/domain/template/described.ts';
import type { Listed } from '../../app/domain/home/home.ts';
import type { Template } from '../../app/domain/template/template.ts';
import { actionId } from '../kit/button-values.ts';
import type { RenderContext } from '../kit/context.ts';
import { clip } from '../kit/foreign.ts';
import { bounds, limits } from '../kit/limits.ts';
import { plain } from '../kit/plain.ts';
import { quoteCode, richText, say } from '../kit/rich.ts';

/** A template in a line, with a button that opens its form. */
export function templateBlocks(
  { items, more }: Listed<Template>,
  { command }: RenderContext,
): KnownBlock[] {
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
