import { describe } from 'vitest';
import { auditContract } from './contract/audit.ts';
import { backlogContract } from './contract/backlog.ts';
import { budgetsContract } from './contract/budgets.ts';
import { cancelsContract } from './contract/cancels.ts';
import { cardsContract } from './contract/cards.ts';
import { homesContract } from './contract/homes.ts';
import { jobsContract } from './contract/jobs.ts';
import { launchesContract } from './contract/launches.ts';
import { logTailsContract } from './contract/log-tails.ts';
import { channelsContract, heldContract } from './contract/noise.ts';
import { outboxContract } from './contract/outbox.ts';
import { templateSavesContract } from './contract/template-saves.ts';
import { templatesContract } from './contract/templates.ts';
import { targetsContract } from './contract/targets.ts';
import { threadsContract } from './contract/threads.ts';
import { transactionsContract } from './contract/transactions.ts';
import { onEachDatabase } from './harness.ts';

// One file, so that each database starts once.
onEachDatabase((bench) => {
  describe('transactions', () => transactionsContract(bench));
  describe('launches', () => launchesContract(bench));
  describe('cancels', () => cancelsContract(bench));
  describe('jobs', () => jobsContract(bench));
  describe('threads', () => threadsContract(bench));
  describe('the outbox', () => outboxContract(bench));
  describe('what is held back', () => heldContract(bench));
  describe('channels', () => channelsContract(bench));
  describe('the backlog', () => backlogContract(bench));
  describe('log tails', () => logTailsContract(bench));
  describe('budgets', () => budgetsContract(bench));
  describe('targets', () => targetsContract(bench));
  describe('templates', () => templatesContract(bench));
  describe('template saves', () => templateSavesContract(bench));
  describe('audit', () => auditContract(bench));
  describe('cards', () => cardsContract(bench));
  describe('homes', () => homesContract(bench));
});
