// The window with the spec of a launch that waits.

import { expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { renderLaunchSpec } from '../../../blocks/approval/launch-spec.ts';
import { renderCard } from '../../../blocks/job/card.ts';
import { approvalLines } from '../../../blocks/notification/approval-reply.ts';
import { asked, askedCard, withFallbacks } from '../../gallery/exhibits/approval-cards.ts';
import { context } from '../../gallery/exhibits/samples.ts';

const shown = (card: CardView): string => JSON.stringify(renderLaunchSpec(card, context).blocks);

test('shows the parameters and what differs from the last run', () => {
  const said = shown(askedCard);
  expect(said).toMatch(/With .*steps=5000/);
  expect(said).toContain('Unlike the last run here, ');
  expect(shown({ launch: asked(), uncompared: true })).toContain('shows only in its channel');
});

test('compares nothing once it is decided', () => {
  const decision = { verdict: 'denied', by: 'U0BO', at: 0 } as const;
  const said = shown({ launch: asked({ state: 'denied' }, { decision }) });
  expect(said).not.toMatch(/last run|first run/);
});

test('shows no value of env, command and args, however plain', () => {
  const container = { imageUri: 'gcr.io/acme/x:1', command: ['plainly'], args: ['--said=so'] };
  const pool = { containerSpec: { ...container, env: [{ name: 'STAGE', value: 'everyday' }] } };
  const body = { ...asked().body, jobSpec: { workerPoolSpecs: [pool] } };
  const said = shown({ launch: asked({ body }) });
  expect(said).toContain('STAGE');
  expect(said).toContain('gcr.io/acme/x:1');
  expect(said).not.toMatch(/plainly|said=so|everyday/);
});

test('shows each attempt that an approval covers, with its place and its spec', () => {
  const container = { imageUri: 'gcr.io/acme/x:1', args: ['--said=so'] };
  const spec = (machineType: string) => ({
    displayName: 'x',
    jobSpec: { workerPoolSpecs: [{ machineSpec: { machineType }, containerSpec: container }] },
  });
  const east = { project: 'ml-prod', location: 'us-east1' };
  const launch = asked();
  const rungs = [
    { target: launch.target, body: launch.body },
    { target: east, body: spec('g2-standard-12') },
    { target: east, body: spec('g2-standard-24') },
  ];
  const card = { launch: { ...launch, ladder: { rungs, at: 0, missed: [] } } };
  const said = shown(card);
  expect(said).toMatch(
    /Fallback 1, in .*us-east1.*g2-standard-12.*Fallback 2, in .*g2-standard-24/,
  );
  expect(said).not.toContain('said=so');
  expect(said).not.toContain('Fallback 3');
});

test('cuts each attempt, so that none is left out', () => {
  const { launch } = withFallbacks;
  const labels = Object.fromEntries(
    Array.from({ length: 5_000 }, (_, at) => [`l${at}`, 'x'.repeat(40)]),
  );
  const body = { ...launch.body, labels };
  const rungs = [1, 2, 3, 4, 5, 6].map(() => ({ target: launch.target, body }));
  const card = { launch: { ...launch, body, ladder: { rungs, at: 0, missed: [] } } };
  const { blocks } = renderLaunchSpec(card, context);
  expect(blocks.length).toBeLessThanOrEqual(100);
  expect(JSON.stringify(blocks)).toContain('Fallback 5');
});

test('a card that asks, and its thread, show what an approval covers', () => {
  const card = JSON.stringify(renderCard(withFallbacks, context));
  expect(card).toMatch(/tried next.*us-east1.*price not known.*SPOT/);
  const update = { kind: 'approval-asked', at: 0, expiresAt: 0 } as const;
  const reply = approvalLines(withFallbacks, update);
  expect(JSON.stringify(reply)).toContain('An approval covers its 2 fallbacks, too');
  expect(JSON.stringify(approvalLines(askedCard, update))).not.toContain('fallback');
});
