// Arbitrary texts for properties. fast-check's own `binary` unit, and `webUrl` with it, take seconds of each process to set up.

import fc from 'fast-check';

const character = fc
  .oneof(
    fc.integer({ min: 0x20, max: 0x7e }),
    fc.nat(0xff),
    fc.nat(0xffff),
    fc.integer({ min: 0x1_0000, max: 0x10_ffff }),
  )
  .map((code) => String.fromCodePoint(code));

/** Any characters, control characters and halves of surrogate pairs among them. */
export const anyText = (limits: { readonly maxLength?: number } = {}): fc.Arbitrary<string> =>
  fc.string({ unit: character, ...limits });

const encoded = anyText()
  .filter((text) => text.isWellFormed())
  .map(encodeURIComponent);
const ending = (mark: string) => fc.option(encoded, { nil: '' }).map((text) => text && mark + text);

/** Any http(s) URL. */
export const anyUrl: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('http', 'https'), fc.domain(), fc.array(encoded), ending('?'), ending('#'))
  .map(([scheme, host, path, query, fragment]) => {
    return `${scheme}://${[host, ...path].join('/')}${query}${fragment}`;
  });
