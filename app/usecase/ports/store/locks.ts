import type { Lock } from '../../../domain/lock/lock.ts';

export type NewLock = Omit<Lock, 'number' | 'at'>;

/**
 * Locks on launches. Those who change them and those who commit that a create is sent take turns: a
 * create is committed before a lock is set, or its launch sees the lock.
 */
export interface Locks {
  /** Locks in force, oldest first. What is read here may be out of date when it is committed. */
  inForce(): Promise<readonly Lock[]>;
  /**
   * The same, for what must not be committed beside a lock: until the transaction ends, nobody sets
   * or takes off one. To be asked before any row is written or locked.
   */
  hold(): Promise<readonly Lock[]>;
  /**
   * Waits for every transaction that has called `hold`, and makes those that call it next wait
   * until this one ends. To be asked first in a transaction that changes locks.
   */
  turn(): Promise<void>;
  /** Sets a lock now, and gives it the next number. */
  set(lock: NewLock): Promise<Lock>;
  /** Takes off a lock in force. False: it isn't any more. */
  end(number: number, by: string): Promise<boolean>;
}
