import { findChromium, findOnPath, queryOfThisMachine } from './resolve-chromium.ts';
import { runCommand } from './run-command.ts';
import { say, SentenceError, timed } from './say.ts';
import {
  adviceFor,
  APT_LINE,
  describeFindings,
  parseMissingLibraries,
  type SystemFindings,
} from './system-packages.ts';
import { hasDisplay } from './virtual-display.ts';

export interface SystemNeeds {
  /** Electron's executable, whose shared libraries are looked up. */
  readonly electron: string;
  /** Whether a Chromium of its own is needed: for tests and benchmarks. */
  readonly chromium: boolean;
}

const APT_LIMIT_MS = 900_000;

/**
 * Makes sure that the machine has what Electron and Chromium need. On a Debian-like Linux as root
 * it installs what is missing, saying so; on macOS and Windows nothing of the system is needed.
 *
 * @throws SentenceError with the line to type where it cannot install itself.
 */
export async function ensureSystem(needs: SystemNeeds): Promise<void> {
  const findings = await inspectSystem(needs);
  if (describeFindings(findings) === '') return;
  const hasApt = findOnPath('apt-get') !== null;
  if (!hasApt || process.getuid?.() !== 0) throw new SentenceError(adviceFor(findings, hasApt));

  say(`This machine lacks ${describeFindings(findings)}. Running as root:\n  ${APT_LINE}`);
  await timed('Installing system packages', installPackages);

  const left = await inspectSystem(needs);
  if (describeFindings(left) === '') return;
  throw new SentenceError(
    `Still missing after the installation: ${describeFindings(left)}. ${left.libraries.join(', ')}`,
  );
}

async function installPackages(): Promise<void> {
  const result = await runCommand('sh', ['-c', APT_LINE], { timeoutMs: APT_LIMIT_MS });
  if (result.code === 0) return;
  const end = result.stderr.trim().split('\n').slice(-5).join('\n');
  throw new SentenceError(`apt-get could not install them:\n${end}`);
}

async function inspectSystem(needs: SystemNeeds): Promise<SystemFindings> {
  const chromium = needs.chromium && findChromium(await queryOfThisMachine()) === null;
  if (process.platform !== 'linux') return { libraries: [], xvfb: false, chromium };
  const ldd = await runCommand('ldd', [needs.electron]);
  return {
    libraries: parseMissingLibraries(ldd.stdout),
    xvfb: !hasDisplay() && findOnPath('Xvfb') === null,
    chromium,
  };
}
