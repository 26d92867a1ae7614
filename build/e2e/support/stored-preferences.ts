import type { Page } from '@playwright/test';

/**
 * What the window has written down of its person's choices. A choice is stored a moment after it
 * was made, and nothing on screen says when.
 */
export function storedPreferences(page: Page): Promise<Readonly<Record<string, unknown>>> {
  return page.evaluate(async () => {
    const asPromise = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('IndexedDB failed.'));
      });
    const all = await indexedDB.databases();
    const name = all.find((each) => each.name?.endsWith('--local'))?.name;
    if (name === undefined) return {};
    const database = await asPromise(indexedDB.open(name));
    const store = database.transaction('docs').objectStore('docs');
    const found = (await asPromise(store.get('preference:console'))) as
      { readonly value: Readonly<Record<string, unknown>> } | undefined;
    database.close();
    return found?.value ?? {};
  });
}
