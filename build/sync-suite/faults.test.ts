import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../runtime/paths.ts';
import { FAULTS } from './sabotage/registry.ts';

/** Files in which a fault may be proved. */
const TEST_FILE = /\.(test|e2e)\.tsx?$/;
/** The words after `it(`, `describe(`, `test(` or in a table of `each`, on one line. */
const TITLE = /['"`]([^'"`\n]*\bF\d{1,2}\b[^\n]*)/g;

const AREAS = ['shared', 'renderer', 'electron', 'sync-server', 'build'];

function testFiles(): readonly string[] {
  return AREAS.flatMap((area) =>
    readdirSync(path.join(ROOT, area), { recursive: true, encoding: 'utf8' })
      .filter((file) => TEST_FILE.test(file) && !file.endsWith('faults.test.ts'))
      .map((file) => path.join(area, file)),
  );
}

/** Faults that stand in what a test file calls its tests; comments do not count. */
function faultsNamed(text: string): ReadonlySet<string> {
  const named = new Set<string>();
  const code = text.replace(/^\s*(\/\/|\*|\/\*).*$/gm, '');
  for (const [, title = ''] of code.matchAll(TITLE)) {
    for (const [fault] of title.matchAll(/\bF\d{1,2}\b/g)) named.add(fault);
  }
  return named;
}

describe('the faults', () => {
  it('each has a test that names it', () => {
    const named = new Set<string>();
    for (const file of testFiles()) {
      for (const fault of faultsNamed(readFileSync(path.join(ROOT, file), 'utf8'))) {
        named.add(fault);
      }
    }
    expect(FAULTS.filter((fault) => !named.has(fault))).toEqual([]);
  });

  it('are found in titles and not in comments', () => {
    const text =
      "// F1 is elsewhere\n * F2 too\nit('F3: told', run);\ndescribe('a crash (F9)', run);";
    expect([...faultsNamed(text)]).toEqual(['F3', 'F9']);
  });
});
