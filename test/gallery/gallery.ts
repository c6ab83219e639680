// The whole of it: every room, and behind the buttons in them the dialogs that ask before something is done.

import { confirmsIn } from './html/post.ts';
import { pageHtml } from './html/page.ts';
import { textIn, objectIn } from '../../app/sandbox/shared/json.ts';
import { answerRoom } from './exhibits/answers.ts';
import { cardRoom } from './exhibits/cards.ts';
import { homeRoom } from './exhibits/homes.ts';
import { digestRoom } from './exhibits/notification-level.ts';
import { noticeRoom } from './exhibits/notices.ts';
import { failureRoom, replyRoom } from './exhibits/replies.ts';
import { storyRoom } from './exhibits/stories.ts';
import { windowRoom } from './exhibits/windows.ts';
import { directory } from './exhibits/workshop.ts';
import { fileName, type Exhibit, type Room } from './exhibit.ts';

/** All rooms in the order one walks through them. */
export function allRooms(): readonly Room[] {
  const rooms = [
    storyRoom(),
    cardRoom(),
    replyRoom(),
    failureRoom(),
    digestRoom(),
    answerRoom(),
    windowRoom(),
    homeRoom(),
    noticeRoom(),
  ];
  return [...rooms, dialogRoom(rooms)];
}

/** The page. */
export function galleryPage(rooms = allRooms()): string {
  return pageHtml(rooms, directory);
}

/** Each dialog once, by its title. */
function dialogRoom(rooms: readonly Room[]): Room {
  const byName = new Map<string, Exhibit>();
  for (const { shown } of rooms.flatMap(({ exhibits }) => exhibits)) {
    for (const confirm of confirmsIn(shown)) {
      const caption = textIn(objectIn(confirm['title'])['text']).replace(/ [a-z]\w{3}\?$/, '?');
      const name = fileName(caption);
      if (!byName.has(name))
        byName.set(name, { name, caption, shown: { kind: 'dialog', confirm } });
    }
  }
  return {
    name: 'dialogs',
    title: 'Dialogs',
    about: 'What a button asks before it acts.',
    exhibits: [...byName.values()],
  };
}
