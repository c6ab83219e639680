import type { Sentence } from '../../app/domain/text/sentence.ts';

type OfKinds = { readonly kind: string };
type ByKind<Union extends OfKinds> = { readonly [One in Union as One['kind']]: One };

/** A value of a kind; unlike the union, it keeps the kind and the facts together. */
export type OfKind<Union extends OfKinds, Kind extends Union['kind']> = {
  [Own in Kind]: { readonly kind: Own } & ByKind<Union>[Own];
}[Kind];

/** The words for each kind of value in a union, such as a group of problems. */
export type WordsByKind<Union extends OfKinds, Words = Sentence> = {
  readonly [Kind in Union['kind']]: (one: ByKind<Union>[Kind]) => Words;
};
