import { italic, type Line } from './rich.ts';

/** Marks a message that may be a duplicate. */
export const repetition: Line = [
  italic(
    'Possibly repeated: Slack did not confirm the first post, and this channel’s history can’t be read.',
  ),
];
