// All sections of the gallery, and the confirmation dialogs of the buttons in them.

import { confirmsIn } from './html/post.ts';
import { pageHtml } from './html/page.ts';
import { textIn, objectIn } from '../../app/sandbox/shared/json.ts';
import { answerSection } from './exhibits/answers.ts';
import { cardSection } from './exhibits/cards.ts';
import { homeSection } from './exhibits/homes.ts';
import { digestSection } from './exhibits/notification-level.ts';
import { noticeSection } from './exhibits/notices.ts';
import { failureSection, replySection } from './exhibits/replies.ts';
import { threadSection } from './exhibits/threads.ts';
import { windowSection } from './exhibits/windows.ts';
import { directory } from './exhibits/samples.ts';
import { fileName, type Exhibit, type Section } from './exhibit.ts';

/** All sections in the order of the page. */
export function allSections(): readonly Section[] {
  const sections = [
    threadSection(),
    cardSection(),
    replySection(),
    failureSection(),
    digestSection(),
    answerSection(),
    windowSection(),
    homeSection(),
    noticeSection(),
  ];
  return [...sections, dialogSection(sections)];
}

/** The gallery as an HTML page. */
export function galleryPage(sections = allSections()): string {
  return pageHtml(sections, directory);
}

/** One exhibit for each title of a dialog. */
function dialogSection(sections: readonly Section[]): Section {
  const byName = new Map<string, Exhibit>();
  for (const { shown } of sections.flatMap(({ exhibits }) => exhibits)) {
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
