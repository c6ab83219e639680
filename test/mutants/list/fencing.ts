// What is in somebody's hands is ended, put off and kept by its holder alone: the fences of the smaller tables.

import { fence } from './leases.ts';
import type { Mutant, NamedTest } from '../mutant.ts';

/** In memory only: what is broken here is broken on every database. */
const contract = (name: string): NamedTest => ({
  file: 'test/store/contract.test.ts',
  name: `on sqlite in memory > ${name}`,
});
const free = ".where('lease_token', 'is', null)";
const claimed = contract('what was asked for in vain > what was claimed can’t be kept any more');

export const fencing: readonly Mutant[] = [
  {
    ...fence,
    name: 'direct-note-end-fence',
    why: 'a word to a person is forgotten by one who was too slow, while another is still to say it',
    test: contract(
      'notices on their way > one that is done with is forgotten, by its holder alone',
    ),
  },
  {
    ...fence,
    name: 'direct-note-put-off-fence',
    why: 'a word to a person that another is saying is put off, and said twice',
    test: contract('notices on their way > one that could not be told comes again when it is due'),
  },
  {
    ...fence,
    name: 'log-tail-put-off-fence',
    why: 'last lines that another is reading are put off, and read twice',
    test: contract('log tails > one that was read in vain comes again when it is due'),
  },
  {
    name: 'pledge-keep-fence',
    why: 'what somebody is being told not to be done is done',
    file: 'app/store/repositories/launch/pledges.ts',
    after: '.set({ due_at: null })',
    find: free,
    replace: '',
    test: claimed,
  },
  {
    name: 'pledge-drop-fence',
    why: 'what was given up is told to nobody',
    file: 'app/store/repositories/launch/pledges.ts',
    after: 'async drop(id) {',
    find: free,
    replace: '',
    test: claimed,
  },
  {
    ...fence,
    name: 'pledge-settle-fence',
    why: 'one who was too slow ends what another is still to tell',
    test: claimed,
  },
  {
    ...fence,
    name: 'thread-forget-fence',
    why: 'a thread is forgotten by one who does not hold it any more',
    test: contract('notices on their way > a thread in a direct message carries its notice'),
  },
];
