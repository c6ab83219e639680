import { expect, test } from 'vitest';
import type { NewTemplateSave } from '../../../app/domain/template/template-save.ts';
import type { Bench } from '../harness.ts';

function entry(number: number, more: Partial<NewTemplateSave> = {}): NewTemplateSave {
  return { name: 'train', number, action: 'save', text: `v: ${number}`, author: 'U0ANA', ...more };
}

export function templateSavesContract(bench: () => Bench): void {
  const add = (save: NewTemplateSave, key = `k:${save.name}:${save.number}`) =>
    bench().tx((tx) => tx.templateSaves.add(save, key));
  const numbers = (saves: readonly { readonly name: string; readonly number: number }[]) =>
    saves.map(({ name, number }) => `${name} ${number}`);

  test('an entry is kept as it was given, with the time', async () => {
    const save = entry(1, { action: 'restore', note: 'why\nnot', restored: 7 });
    expect(await add(save)).toBe(true);
    const stored = await bench().tx((tx) => tx.templateSaves.newest('train'));
    expect(stored).toEqual({ ...save, at: stored?.at });
    expect(stored?.at).toBeGreaterThan(0);
    expect(await bench().tx((tx) => tx.templateSaves.get('train', 1))).toEqual(stored);
    expect(await bench().tx((tx) => tx.templateSaves.byRequestKey('k:train:1'))).toEqual(stored);
    expect(await bench().tx((tx) => tx.templateSaves.get('train', 2))).toBeUndefined();
    expect(await bench().tx((tx) => tx.templateSaves.newest('other'))).toBeUndefined();
  });

  test('a number is given once, and a request counts once', async () => {
    expect(await add(entry(1))).toBe(true);
    expect(await add(entry(1, { text: 'another’s' }), 'k2')).toBe(false);
    expect(await add(entry(2), 'k:train:1')).toBe(false);
    const { text } = (await bench().tx((tx) => tx.templateSaves.newest('train'))) ?? {};
    expect(text).toBe('v: 1');
  });

  test('of two who save the same version at once, one does', async () => {
    await add(entry(1));
    const both = await Promise.all([add(entry(2), 'ana'), add(entry(2), 'bo')]);
    expect(both.toSorted()).toEqual([false, true]);
  });

  test('the history is newest first, and the list has the newest of each that is there', async () => {
    for (const number of [1, 2, 10]) await add(entry(number));
    await add(entry(1, { name: 'eval' }));
    await add(entry(1, { name: 'gone' }));
    await add(entry(2, { name: 'gone', action: 'delete', text: '' }));
    const history = await bench().tx((tx) => tx.templateSaves.history('train', 2));
    expect(numbers(history)).toEqual(['train 10', 'train 2']);
    const older = await bench().tx((tx) => tx.templateSaves.history('train', 5, 10));
    expect(numbers(older)).toEqual(['train 2', 'train 1']);
    const list = await bench().tx((tx) => tx.templateSaves.list());
    expect(numbers(list)).toEqual(['eval 1', 'train 10']);
    const gone = await bench().tx((tx) => tx.templateSaves.newest('gone'));
    expect(gone?.action).toBe('delete');
  });
}
