import type { DiffLine } from '../../app/domain/template/text/text-diff.ts';
import { preformatted, type Part } from './rich.ts';

/** A diff as in git: `+` and `-` before added and removed lines. */
export function diffPart(lines: readonly DiffLine[], most: number): Part {
  return preformatted(lines.map(diffLine).join('\n'), most);
}

function diffLine(line: DiffLine): string {
  switch (line.kind) {
    case 'added':
      return `+ ${line.text}`;
    case 'removed':
      return `- ${line.text}`;
    case 'same':
      return `  ${line.text}`;
    case 'gap':
      return `⋯ ${line.lines} unchanged line${line.lines === 1 ? '' : 's'}`;
  }
}
