/** One line of a diff. `gap`: a number of equal lines that aren't shown. */
export type DiffLine =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number };

/** Whether the texts differ. */
export function differs(lines: readonly DiffLine[]): boolean {
  return lines.some(({ kind }) => kind === 'added' || kind === 'removed');
}
