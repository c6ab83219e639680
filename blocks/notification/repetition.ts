import { italic, type Line } from '../kit/rich.ts';

/** What a post says that may be there twice. */
export const repetition: Line = [
  italic(
    'Possibly repeated: Slack did not confirm the first post, and this channel’s history can’t be read.',
  ),
];
