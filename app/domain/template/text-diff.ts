/** One line of the difference between two texts. `gap`: lines that are the same in both and not shown. */
export type DiffLine =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }
  | { readonly kind: 'gap'; readonly lines: number };

/** Whether the texts differ at all. */
export function differs(lines: readonly DiffLine[]): boolean {
  return lines.some(({ kind }) => kind === 'added' || kind === 'removed');
}
