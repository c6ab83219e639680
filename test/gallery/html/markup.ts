// HTML by a template tag. It escapes every value that it did not make itself, so foreign text can't become markup.

/** HTML that is safe to put into a page. */
export type Markup = { readonly html: string };
type Piece = string | number | Markup | undefined | readonly Piece[];

/** HTML with values in it; undefined is left out. Attributes must be in double quotes, because only those are escaped. */
export function markup(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const html = strings.map((text, index) => `${text}${htmlOf(pieces[index])}`).join('');
  return { html };
}

function htmlOf(piece: Piece): string {
  if (piece === undefined) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escapeHtml(piece);
  return 'html' in piece ? piece.html : piece.map(htmlOf).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** The address of a link, if it is http or https: never a script. */
export function safeUrl(url: string): string {
  return /^https?:\/\//.test(url) ? url : '#';
}
