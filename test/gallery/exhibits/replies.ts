import type { Advice } from '../../../app/domain/notification/advice.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { fileName, type Exhibit, type Room } from '../exhibit.ts';
import { createErrors, jobErrors } from './errors.ts';
import { changeTo, type Told } from './changes.ts';
import { updates } from './updates.ts';
import { ago, cardOf, context, fill, now, resnet, targets } from './workshop.ts';

/** Each thing a thread can be told. */
export function replyRoom(): Room {
  const told = Object.values(updates).flat();
  return {
    name: 'replies',
    title: 'Replies',
    about: 'What the thread under a card is told: one reply a change, in the past tense.',
    exhibits: [
      ...told.map(([caption, one]) => exhibit(caption, [one])),
      exhibit('Two changes in one poll', [
        changeTo('RUNNING', {
          from: 'PENDING',
          fromSince: ago(45),
          at: ago(40),
          observedAt: ago(39),
        }),
        changeTo('SUCCEEDED', { endTime: ago(1) }),
      ]),
      exhibit('Possibly repeated', [changeTo('SUCCEEDED', { endTime: ago(1) })], true),
    ],
  };
}

/** Each class of failure, explained. */
export function failureRoom(): Room {
  const ofJobs = jobErrors.map(([caption, error]) =>
    exhibit(caption, [changeTo('FAILED', { endTime: ago(1), error })], false, forEditors),
  );
  const ofCreates = createErrors.map(([caption, message]) =>
    exhibit(caption, [
      { update: { kind: 'launch-failed', at: now, failure: { kind: 'permanent', message } } },
    ]),
  );
  return {
    name: 'failures',
    title: 'Failures',
    about: 'What went wrong, what that means, what to do about it, and Vertex’s own words.',
    exhibits: [...ofJobs, ...ofCreates, elsewhere()],
  };
}

/** As it is told to somebody who may launch, and not change the template. */
function elsewhere(): Exhibit {
  const [, error] = jobErrors.find(([caption]) => caption === 'No machines') ?? [];
  const [here, there] = targets;
  const { estimate } = fill(resnet, { data: 'gs://acme-data/imagenet' }, here);
  const advice = { elsewhere: [{ target: there, estimate }], mayEdit: false };
  const told = changeTo('FAILED', { endTime: ago(1), error });
  return exhibit('No machines, and another place', [told], false, advice);
}

/** To those who can change what a job is made from. */
const forEditors: Advice = { elsewhere: [], mayEdit: true };

function exhibit(
  caption: string,
  told: readonly Told[],
  possiblyRepeated = false,
  advice?: Advice,
): Exhibit {
  const card = told.find((one) => one.card)?.card ?? cardOf('a3f9');
  const message = renderReply(
    {
      updates: told.flatMap(({ update, then = [] }) => [update, ...then]),
      card,
      possiblyRepeated,
      advice,
    },
    context,
  );
  return { name: fileName(caption), caption, shown: { kind: 'post', post: { at: now, message } } };
}
