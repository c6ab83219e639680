// What a template says of itself in its own words, as it may be shown.

import { hideInText, hidePieces } from './hide-secrets.ts';
import { secretsIn } from './secret.ts';
import type { Template } from './template.ts';
import { writeTemplate } from './write-template.ts';

/** Units of JSON up to which a template is looked through as often as it is named: a large one takes seconds. */
const smallTemplate = 16_000;

/**
 * A template whose descriptions hold no secret: neither one that they name themselves, nor one that stands elsewhere in the template. Of a
 * large one only the head is looked through.
 */
export function described(template: Template): Template {
  const { description, parameters } = template;
  const said = [description, ...parameters.map((one) => one.description)];
  if (said.every((text) => text === undefined)) return template;
  const whole = writeTemplate(template);
  const isSmall = JSON.stringify(whole).length <= smallTemplate;
  const pieces = secretsIn(isSmall ? whole : { ...whole, jobSpec: undefined });
  const clean = (text: string | undefined) =>
    text === undefined ? undefined : hideInText(hidePieces(text, pieces));
  return {
    ...template,
    description: clean(description),
    parameters: parameters.map((one) => ({ ...one, description: clean(one.description) })),
  };
}
