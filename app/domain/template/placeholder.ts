// Placeholders in texts of a template: `{{name}}`, spaces inside allowed; `\{{` is a literal `{{`.

export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly name: string }
  /** `{{` followed by something else. */
  | { readonly kind: 'malformed'; readonly text: string };

const token = /\\\{\{|\{\{\s*([a-z][a-z0-9_]*)\s*\}\}|\{\{/g;

/** Splits a text at its placeholders. In text parts, `\{{` becomes `{{`. */
export function parseParts(text: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = '';
  let end = 0;
  for (const match of text.matchAll(token)) {
    literal += text.slice(end, match.index);
    end = match.index + match[0].length;
    const name = match[1];
    if (match[0] === '\\{{') {
      literal += '{{';
      continue;
    }
    if (literal !== '') parts.push({ kind: 'text', text: literal });
    literal = '';
    parts.push(
      name === undefined
        ? { kind: 'malformed', text: text.slice(match.index, match.index + 20) }
        : { kind: 'placeholder', name },
    );
  }
  literal += text.slice(end);
  if (literal !== '') parts.push({ kind: 'text', text: literal });
  return parts;
}

/** The name if the text is exactly one placeholder; otherwise undefined. */
export function wholePlaceholder(parts: readonly Part[]): string | undefined {
  const [first] = parts;
  return parts.length === 1 && first?.kind === 'placeholder' ? first.name : undefined;
}
