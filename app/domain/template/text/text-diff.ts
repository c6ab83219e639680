/** A version's number, no text at all, or a valid text that isn't saved yet. */
export type DiffSide = number | 'nothing' | 'own-text';

/** One line of a diff. `gap`: a number of equal lines that aren't shown. */
export type DiffLine =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number };

/** Whether the texts differ. */
export function differs(lines: readonly DiffLine[]): boolean {
  return lines.some(({ kind }) => kind === 'added' || kind === 'removed');
}
