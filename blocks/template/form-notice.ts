import type { TemplateNotice } from '../../app/domain/form/template-form.ts';
import { redacted } from '../../app/domain/secret/redact.ts';
import { sentence, allTogether, type Sentence } from '../../app/domain/text/sentence.ts';
import { eachName } from '../kit/phrases.ts';
import type { OfKind, WordsByKind } from '../kit/words-by-kind.ts';

const words: WordsByKind<TemplateNotice> = {
  'secrets-redacted': () => sentence`What looks like a secret is shown as \`${redacted}\`.`,
  'secrets-left-out': ({ paths }) =>
    sentence`Left out, since they look like secrets: ${eachName(paths)}.`,
  'fields-left-out': ({ paths }) =>
    sentence`Left out, since I don’t know these fields and can’t check them: ${eachName(paths)}. What is launched from this template runs without them.`,
};

/** What to know before editing; empty if there is nothing. */
export function sayNotices(notices: readonly TemplateNotice[]): Sentence {
  return allTogether(notices.map((one) => say(one)));
}

function say<Kind extends TemplateNotice['kind']>(one: OfKind<TemplateNotice, Kind>): Sentence {
  return words[one.kind](one);
}
