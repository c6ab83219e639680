import type { Advice } from '../../../app/domain/notification/advice.ts';
import { renderReply } from '../../../blocks/notification/reply.ts';
import { fileName, type Exhibit, type Section } from '../exhibit.ts';
import { createErrors, jobErrors } from './errors.ts';
import { changeTo, type UpdateSample } from './changes.ts';
import { updates } from './updates.ts';
import { ago, cardOf, context, fill, now, outOfMemory, resnet, targets } from './samples.ts';

/** Every update, each in its reply. */
export function replySection(): Section {
  const samples = Object.values(updates).flat();
  return {
    name: 'replies',
    title: 'Replies',
    about: 'The replies under a card: one for each change, in the past tense.',
    exhibits: [
      ...samples.map(([caption, one]) => exhibit(caption, [one])),
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
export function failureSection(): Section {
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
    exhibits: [...ofJobs, ...ofCreates, withOtherTarget(), ...withLargerMachine()],
  };
}

/** For somebody who may launch but not change the template. */
function withOtherTarget(): Exhibit {
  const [, error] = jobErrors.find(([caption]) => caption === 'No machines') ?? [];
  const [here, there] = targets;
  const { estimate } = fill(resnet, { data: 'gs://acme-data/imagenet' }, here);
  const advice = { elsewhere: [{ target: there, estimate }], mayEdit: false };
  const failed = changeTo('FAILED', { endTime: ago(1), error });
  return exhibit('No machines, and another place', [failed], false, advice);
}

/** With a choice of the template for it, and without one. */
function withLargerMachine(): readonly Exhibit[] {
  const { estimate } = fill(resnet, { data: 'gs://acme-data/imagenet' }, targets[0]);
  const next = 'g2-standard-12';
  const choice = { parameter: 'machine', value: next, machineType: next };
  const advice: Advice = { elsewhere: [], mayEdit: true, bigger: { next } };
  const run = { ...choice, estimate };
  const failed = changeTo('FAILED', { endTime: ago(1), error: outOfMemory });
  return [
    exhibit('Out of memory, and a larger machine', [failed], false, {
      ...advice,
      bigger: { next, run },
    }),
    exhibit('Out of memory, and how its template allows a larger machine', [failed], false, advice),
  ];
}

/** For somebody who may change the template. */
const forEditors: Advice = { elsewhere: [], mayEdit: true };

function exhibit(
  caption: string,
  samples: readonly UpdateSample[],
  possiblyRepeated = false,
  advice?: Advice,
): Exhibit {
  const card = samples.find((one) => one.card)?.card ?? cardOf('a3f9');
  const message = renderReply(
    {
      updates: samples.flatMap(({ update, then = [] }) => [update, ...then]),
      card,
      possiblyRepeated,
      advice,
    },
    context,
  );
  return { name: fileName(caption), caption, shown: { kind: 'post', post: { at: now, message } } };
}
