import type { Root } from '../../../app/domain/digest.ts';
import { renderNotice, type NoticeValue } from '../../../blocks/notice.ts';
import { fileName, type Captioned, type Room } from '../exhibit.ts';
import { viewOf } from './watch-answers.ts';
import { cardOf, context, now } from './workshop.ts';

const parked = (why: string): Extract<NoticeValue, { kind: 'parked' }> => ({
  kind: 'parked',
  channel: 'C0RESEARCH',
  root: { kind: 'card', card: cardOf('a3f9') },
  why,
});

const burst: Root = {
  kind: 'digest',
  digest: {
    channel: 'C0RESEARCH',
    digest: { kind: 'burst', at: now, ends: { SUCCEEDED: 12 }, failed: [] },
    launches: new Map(),
  },
};

/** A notice of each kind, and of each reason there is. */
export const notices: Readonly<Record<NoticeValue['kind'], readonly Captioned<NoticeValue>[]>> = {
  parked: [
    ['The channel is archived', parked('is_archived')],
    ['The bot was removed from the channel', parked('not_in_channel')],
    ['The card was deleted twice', parked('root_deleted')],
    ['Refused for another reason', parked('restricted_action')],
    ['A digest', { ...parked('is_archived'), root: burst }],
  ],
  'watch-ended': [
    ['Somebody ended a watch', { kind: 'watch-ended', watch: viewOf().watch, by: 'U0WANDA' }],
  ],
};

/** Direct messages. */
export function noticeRoom(): Room {
  return {
    name: 'notices',
    title: 'Direct messages',
    about:
      'To the person whose thread can’t be written to, or whose watch somebody else has ended.',
    exhibits: Object.values(notices)
      .flat()
      .map(([caption, notice]) => ({
        name: fileName(caption),
        caption,
        shown: { kind: 'post', post: { at: now, message: renderNotice(notice, context) } },
      })),
  };
}
