import { say, user, type Line } from './rich.ts';

/** A role may have many people. */
const mostAsked = 5;

/** `Ask @ana or @bo.` There must be somebody. */
export function askLine(ids: readonly string[]): Line {
  const more = ids.length - mostAsked;
  const shown = ids.slice(0, mostAsked).map((id): Line => [user(id)]);
  const all = more > 0 ? [...shown, [say(`${more} more`)]] : shown;
  const people = all.flatMap((one, index): Line => {
    if (index === 0) return one;
    return [say(index === all.length - 1 ? ' or ' : ', '), ...one];
  });
  return [say('Ask '), ...people, say('.')];
}
