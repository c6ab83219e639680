/** The items that a person may see; `unseen` counts the others. */
export type Some<T> = { readonly items: readonly T[]; readonly unseen: number };
