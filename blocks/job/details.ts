import type { Detail } from '../../app/domain/job/job-details.ts';
import type { Shells } from '../../app/domain/job/shell.ts';
import { link, quote, say, type Line } from '../kit/rich.ts';

/** Room for a key's whole name. */
const mostValue = 300;
/** More replicas are only counted; each has its own shell. */
const mostShells = 10;

/** One line each: `Service account: trainer@…`. */
export function detailLines(details: readonly Detail[]): readonly Line[] {
  return details.map(({ name, value }) => [say(`${name}: `), quote(value, mostValue)]);
}

/** All in one line. */
export function glanceLine(details: readonly Detail[]): Line {
  return detailLines(details).flatMap((line, index) =>
    index === 0 ? line : [say(' · '), ...line],
  );
}

/** Links to a job's shells, only for the requester. */
export function shellLines(shells: Shells | undefined): readonly Line[] {
  if (shells === undefined) return [];
  if (!shells.known) {
    return [[say('Its interactive shells can’t be read: '), quote(shells.why, mostValue)]];
  }
  const shown = shells.shells.slice(0, mostShells);
  if (shown.length === 0) return [[say('Vertex has no address of its interactive shells yet.')]];
  const more = shells.shells.length - shown.length;
  return [
    [
      say('Interactive shells, for you alone: '),
      ...shown.flatMap(({ replica, url, isGoogles }, index): Line => [
        say(index === 0 ? '' : ', '),
        ...(isGoogles
          ? [link(url, replica)]
          : [quote(replica), say(' (not an address of Google’s: '), quote(url), say(')')]),
      ]),
      say(more === 0 ? '.' : `, and ${more} more: the console has them.`),
    ],
  ];
}
