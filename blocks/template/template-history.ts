// The history of a template kept in Slack.

import type { AnswerOf } from '../../app/domain/answer/answer.ts';
import { outdoneLines } from '../guard/guard-line.ts';
import { versionName, type TemplateSave } from '../../app/domain/template/template-save.ts';
import { differs, type DiffSide } from '../../app/domain/template/text/text-diff.ts';
import type { RenderContext } from '../kit/context.ts';
import { diffPart } from '../kit/diff.ts';
import { noteLines } from '../launch/dry-run.ts';
import { bounds, limits } from '../kit/limits.ts';
import { bold, quote, quoteBold, quoteCode, say, time, user, type Line } from '../kit/rich.ts';

const room = limits.blockText - 1_000;

/** Its versions, newest first. */
export function historyLines(
  { name, saves, more }: AnswerOf<'template-history'>,
  context: RenderContext,
): readonly Line[] {
  const { command } = context;
  const older = saves.slice(1).find(({ action }) => action !== 'delete');
  const version = versionName(older?.number ?? 1);
  const usage: Line = [
    quoteCode(`${command} template history ${name} ${version}`, bounds.reason),
    say(' shows what changed since, '),
    quoteCode(`${command} template restore ${name} ${version}`, bounds.reason),
    say(' brings it back.'),
  ];
  return [
    [quoteBold(name), say(', newest first:')],
    ...saves.map((save): Line => [say('• '), ...saveParts(save, context, bounds.word)]),
    ...(more ? [olderLine(name, saves.at(-1)?.number ?? 1, command)] : []),
    ...(older === undefined ? [] : [usage]),
  ];
}

function olderLine(name: string, last: number, command: string): Line {
  const older = `${command} template history ${name} before ${versionName(last)}`;
  return [say('… and older ones: '), quoteCode(older, bounds.reason), say(' lists them.')];
}

/** One entry: its version, author, time and note. */
export function saveParts(
  { number, action, author, at, note, restored }: TemplateSave,
  { now }: RenderContext,
  mostNote: number = bounds.reason,
): Line {
  const did =
    action === 'delete'
      ? ' deleted by '
      : restored === undefined
        ? ' saved by '
        : ` restored from ${versionName(restored)} by `;
  return [
    bold(versionName(number)),
    say(did),
    user(author),
    say(', '),
    time(at, now),
    ...(note === undefined ? [] : [say(' · '), quote(note, mostNote)]),
  ];
}

const unsaved = { nothing: 'nothing', 'own-text': 'your text' } as const;

const sideName = (side: DiffSide): string =>
  typeof side === 'number' ? versionName(side) : unsaved[side];

/** The difference between two versions. */
export function diffLines(
  { name, before, after, lines, hidden, newer, notes = [] }: AnswerOf<'template-diff'>,
  context: RenderContext,
): readonly Line[] {
  const [from, to] = [say(sideName(before)), say(sideName(after))];
  const warning: readonly Line[] =
    newer === undefined
      ? []
      : [
          [
            say('⚠️ Not the newest any more: '),
            ...saveParts(newer, context),
            say('. Saving shows it.'),
          ],
        ];
  const difference: readonly Line[] = differs(lines)
    ? [[quoteBold(name), say(', from '), from, say(' to '), to, say(':')], [diffPart(lines, room)]]
    : [
        [
          quoteBold(name),
          say(': '),
          from,
          say(' and '),
          to,
          say(hidden === true ? ' differ only in what looks like a secret.' : ' are the same.'),
        ],
      ];
  return [...warning, ...noteLines(notes), ...difference];
}

/** The result of changing a template. */
export function savedLines(
  { save, needs, outdone = [], lines, hidden }: AnswerOf<'template-saved'>,
  { command }: RenderContext,
): readonly Line[] {
  const { name, number, action, restored } = save;
  if (action === 'delete') {
    const undo = `${command} template restore ${name} ${versionName(number - 1)}`;
    return [
      [
        say('Deleted '),
        quoteBold(name),
        say('. Its history stays, and '),
        quoteCode(undo, bounds.reason),
        say(' brings it back. Jobs launched from it can be re-run as before.'),
      ],
    ];
  }
  const from = restored === undefined ? '' : `, which is ${versionName(restored)} again`;
  return [
    [
      say('Saved '),
      quoteBold(name),
      say(` as ${versionName(number)}${from}. `),
      quoteCode(
        [`${command} launch ${name}`, ...needs.map((one) => `${one}=…`)].join(' '),
        bounds.reason,
      ),
      say(' launches it from now on.'),
    ],
    ...outdoneLines(outdone),
    ...(lines === undefined
      ? []
      : differs(lines)
        ? [[say('What changed:')], [diffPart(lines, room)]]
        : [
            [
              say(
                hidden === true
                  ? 'Only what looked like a secret has changed.'
                  : 'Its text is the same as before.',
              ),
            ],
          ]),
  ];
}
