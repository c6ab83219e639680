import type { Line, Part } from './rich.ts';

/** Makes a message mention each person once, however many lines address them. */
export function callOnce(lines: readonly Line[]): readonly Line[] {
  const called = new Set<string>();
  return lines.map((line) => {
    const [first, ...rest] = line;
    if (first?.kind !== 'user' || first.calls !== true) return line;
    if (!called.has(first.id)) {
      called.add(first.id);
      return line;
    }
    return withoutSpace(rest);
  });
}

/** The same lines without mentions. */
export function callNobody(lines: readonly Line[]): readonly Line[] {
  return lines.map((line) => {
    const [first, ...rest] = line;
    return first?.kind === 'user' && first.calls === true ? withoutSpace(rest) : line;
  });
}

/** Without the mention, the text after it begins the line. */
function withoutSpace([first, ...rest]: Line): readonly Part[] {
  if (first?.kind !== 'text') return first === undefined ? [] : [first, ...rest];
  return [{ ...first, text: first.text.trimStart() }, ...rest];
}
