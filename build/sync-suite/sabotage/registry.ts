import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../../runtime/paths.ts';
import type { Sabotage } from './sabotage.ts';

/** The rooms' own lists lie beside these. */
const NO_LISTS = ['sabotage.ts', 'registry.ts', 'run-sabotage.ts', 'cli.ts'];

/** F1 to F50, as `sync.md` numbers them. */
export const FAULTS: readonly string[] = Array.from({ length: 50 }, (_unused, at) => `F${at + 1}`);

/** Every sabotage of every room, in the order of their faults. */
export async function loadSabotages(): Promise<readonly Sabotage[]> {
  const folder = import.meta.dirname;
  const files = readdirSync(folder).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !NO_LISTS.includes(name),
  );
  const lists: Sabotage[] = [];
  for (const file of files.sort()) {
    const exported = (await import(pathToFileURL(path.join(folder, file)).href)) as object;
    for (const list of Object.values(exported)) {
      if (Array.isArray(list)) lists.push(...(list as Sabotage[]));
    }
  }
  return lists.sort((a, b) => Number(a.fault.slice(1)) - Number(b.fault.slice(1)));
}

/** The broken text of a file; a sentence when the entry does not fit it any more. */
export function applySabotage(text: string, { find, replace, file }: Sabotage): string {
  const pieces = text.split(find);
  if (pieces.length !== 2) {
    throw new Error(`${file} has this text ${pieces.length - 1} times instead of once: ${find}`);
  }
  return pieces.join(replace);
}

/** What is wrong with an entry, or null. */
export function faultyEntry(sabotage: Sabotage, root = ROOT): string | null {
  const { fault, file, find, replace, test, title } = sabotage;
  try {
    if (!FAULTS.includes(fault)) return `there is no fault ${fault}`;
    if (find === replace) return 'it changes nothing';
    new RegExp(title);
    applySabotage(readFileSync(path.join(root, file), 'utf8'), sabotage);
    if (!new RegExp(`\\b${fault}\\b`).test(readFileSync(path.join(root, test), 'utf8'))) {
      return `${test} does not name ${fault}`;
    }
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
