// HTML by a template tag: what is put into it is text and escaped, unless it came out of the tag itself. So nothing foreign can
// become markup by being forgotten.

/** HTML that is safe to put into a page. */
export type Markup = { readonly html: string };
type Piece = string | number | Markup | undefined | readonly Piece[];

/** HTML with pieces in it; attributes must be written in double quotes. Undefined is nothing. */
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

/** An address as a link may have it: pages only, never a script. */
export function safeUrl(url: string): string {
  return /^https?:\/\//.test(url) ? url : '#';
}
