// A template's descriptions, safe to show.

import { hideInText, hidePieces } from './hide-secrets.ts';
import { secretsIn } from './secret.ts';
import type { Template } from '../template.ts';
import { writeTemplate } from '../text/write-template.ts';

/**
 * Templates up to this many characters of JSON are searched whole each time; a larger one takes
 * seconds.
 */
const smallTemplate = 16_000;

/**
 * A template whose descriptions contain no secret: none of their own, and none from elsewhere in
 * the template. Of a large template, only its head is searched.
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
