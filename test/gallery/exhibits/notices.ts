import type { ChannelRoot, NoticeView } from '../../../app/domain/notification/root.ts';
import type { Update } from '../../../app/domain/notification/update.ts';
import { writeCriterion } from '../../../app/domain/watch/watch.ts';
import { renderNotice } from '../../../blocks/notification/notice.ts';
import { fileName, type Captioned, type Section } from '../exhibit.ts';
import { asked, askedCard } from './approval-cards.ts';
import { bulkEnded } from './bulk-answers.ts';
import { changeTo } from './changes.ts';
import { viewOf } from './watch-answers.ts';
import { fromOutside } from '../../../app/domain/permission/viewer.ts';
import { ago, cardOf, context, launchOf, now, outOfMemory } from './samples.ts';

const parked = (why: string): Extract<NoticeView, { kind: 'parked' }> => ({
  kind: 'parked',
  channel: 'C0RESEARCH',
  root: { kind: 'card', card: cardOf('a3f9') },
  why,
});

const told = (update: Update, card = cardOf('a3f9')): NoticeView => ({
  kind: 'told',
  channel: 'C0RESEARCH',
  rootTs: '1764000000.000100',
  update,
  card,
});

const failed = { state: 'FAILED', endTime: ago(1), error: outOfMemory };

const burst: ChannelRoot = {
  kind: 'digest',
  digest: {
    channel: 'C0RESEARCH',
    digest: { kind: 'burst', at: now, ends: { SUCCEEDED: 12 }, failed: [] },
    launches: new Map(),
  },
};

/** Notices of each kind, and of each reason. */
export const notices: Readonly<Record<NoticeView['kind'], readonly Captioned<NoticeView>[]>> = {
  told: [
    [
      'Their job failed in a channel they left',
      told(
        changeTo('FAILED', { endTime: ago(1), error: outOfMemory }).update,
        cardOf('vzh3', failed),
      ),
    ],
    [
      'Their job succeeded in a channel they left',
      told(changeTo('SUCCEEDED', { endTime: ago(1) }).update),
    ],
    [
      'Their launch was not found',
      told(
        { kind: 'launch-unknown', at: now, looks: 5, token: 'token1' },
        { launch: launchOf('a3f9', { state: 'unknown' }) },
      ),
    ],
  ],
  bulk: [['What became of many jobs elsewhere', { kind: 'bulk', act: bulkEnded }]],
  asked: [
    [
      'A launch waits for their approval in a channel that they are not in',
      { kind: 'asked', channel: 'C0RESEARCH', card: fromOutside(askedCard), again: false },
    ],
    [
      'They are reminded of it at half time',
      { kind: 'asked', channel: 'C0RESEARCH', card: fromOutside(askedCard), again: true },
    ],
    [
      'Somebody else approved it',
      {
        kind: 'asked',
        channel: 'C0RESEARCH',
        again: false,
        card: {
          launch: asked(
            { state: 'accepted' },
            { decision: { verdict: 'approved', by: 'U0WANDA', at: ago(2) } },
          ),
        },
      },
    ],
  ],
  gathered: [
    [
      'Several of their jobs ended in a channel they left',
      {
        kind: 'gathered',
        channel: 'C0RESEARCH',
        told: [
          {
            update: changeTo('FAILED', { endTime: ago(1), error: outOfMemory }).update,
            card: cardOf('vzh3', failed),
            rootTs: '1764000000.000100',
          },
          {
            update: changeTo('SUCCEEDED', { endTime: ago(1) }).update,
            card: cardOf('a3f9', { state: 'SUCCEEDED', endTime: ago(1) }),
            rootTs: '1764000000.000200',
          },
        ],
        count: 23,
        bad: 1,
      },
    ],
  ],
  parked: [
    ['The channel is archived', parked('is_archived')],
    ['The bot was removed from the channel', parked('not_in_channel')],
    ['The card was deleted twice', parked('root_deleted')],
    ['Refused for another reason', parked('restricted_action')],
    ['A digest', { ...parked('is_archived'), root: burst }],
  ],
  'watch-ended': [
    [
      'Somebody ended a watch',
      {
        kind: 'watch-ended',
        channel: 'C0MLJOBS',
        criterion: writeCriterion(viewOf().watch.criterion),
        by: 'U0WANDA',
      },
    ],
  ],
};

/** Direct messages. */
export function noticeSection(): Section {
  return {
    name: 'notices',
    title: 'Direct messages',
    about:
      'To whoever launched a job and is not in its channel, whose thread can’t be written to, or whose watch somebody else has ended.',
    exhibits: Object.values(notices)
      .flat()
      .map(([caption, notice]) => ({
        name: fileName(caption),
        caption,
        shown: { kind: 'post', post: { at: now, message: renderNotice(notice, context) } },
      })),
  };
}
