/**
 * `npm test`: everything, with one line a check and the counts of all of them at the end.
 * `npm test -- unit e2e`: those checks alone.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { ensureSystem } from '../runtime/ensure-system.ts';
import { interruption } from '../runtime/interruption.ts';
import { resolveChromium } from '../runtime/resolve-chromium.ts';
import { resolveElectron } from '../runtime/resolve-electron.ts';
import { formatDuration, runMain } from '../runtime/say.ts';
import { hasDisplay, startVirtualDisplay } from '../runtime/virtual-display.ts';
import { checkGroups, REPORTS_FOLDER, selectChecks } from './checks.ts';
import { addCounts, formatCounts } from './counts.ts';
import { formatResult, runCheck, type CheckResult } from './run-check.ts';

await runMain(async () => {
  const startedAt = performance.now();
  const stop = interruption();
  const electron = await resolveElectron();
  await ensureSystem({ electron: electron.path, chromium: true });
  const env = { OUTPOST_ELECTRON: electron.path, OUTPOST_CHROMIUM: await resolveChromium() };
  print(`Electron ${electron.version} (${electron.kind}), ${env.OUTPOST_CHROMIUM}`);

  rmSync(REPORTS_FOLDER, { recursive: true, force: true });
  mkdirSync(REPORTS_FOLDER, { recursive: true });
  const display = hasDisplay() ? null : await startVirtualDisplay();
  try {
    const shown = display === null ? env : { ...env, DISPLAY: display.display };
    const results = await runAll(shown, stop);
    const total = addCounts(results.map((result) => result.counts));
    print(`\nin ${formatDuration(performance.now() - startedAt)}`);
    print(formatCounts(total));
    return total.failed === 0 && !stop.aborted ? 0 : 1;
  } finally {
    await display?.stop();
  }
});

async function runAll(
  env: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const group of selectChecks(checkGroups(env), process.argv.slice(2))) {
    if (signal.aborted) break;
    for (const result of await Promise.all(group.map((check) => runCheck(check, signal)))) {
      print(formatResult(result));
      if (result.counts.failed > 0) print(`\n${result.output.trimEnd()}\n`);
      results.push(result);
    }
  }
  return results;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
