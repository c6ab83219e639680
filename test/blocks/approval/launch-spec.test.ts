// The window with the spec of a launch that waits.

import { expect, test } from 'vitest';
import type { CardView } from '../../../app/domain/launch/card.ts';
import { renderLaunchSpec } from '../../../blocks/approval/launch-spec.ts';
import { asked, askedCard } from '../../gallery/exhibits/approval-cards.ts';
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
