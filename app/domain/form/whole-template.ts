/** The most template text shown in a message next to its parameters, in characters. */
export const mostInMessage = 5_000;

/** A template's whole text, shown in its own window. */
export type WholeTemplate = {
  readonly name: string;
  readonly version: string;
  readonly text: string;
};

/**
 * Splits a text at line ends into pieces of at most `most` characters; a longer line is split
 * within.
 */
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
