/** Of a template's text a message holds so much, in characters, beside what it takes. */
export const mostInMessage = 5_000;

/** A template's whole text, for a window of its own. */
export type WholeTemplate = {
  readonly name: string;
  readonly version: string;
  readonly text: string;
};

/** Cuts a text at line ends into pieces of at most `most` characters; a longer line is cut within. */
export function cutAtLines(text: string, most: number): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const line of text.split('\n')) {
    for (let from = 0; from === 0 || from < line.length; from += most) {
      const part = line.slice(from, from + most);
      const longer = piece === '' ? part : `${piece}\n${part}`;
      if (longer.length <= most) piece = longer;
      else {
        pieces.push(piece);
        piece = part;
      }
    }
  }
  return piece === '' ? pieces : [...pieces, piece];
}
