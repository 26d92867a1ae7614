import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'vite';
import { SentenceError } from '../runtime/say.ts';
import { checkOutput } from './check-output.ts';
import { fingerprint } from './fingerprint.ts';
import { bundleTargets, type Target, type TargetName } from './targets.ts';

export interface BundleOptions {
  /** The repository, or a fixture of the same layout. */
  readonly root: string;
  /** Builds what is up to date too. */
  readonly force?: boolean;
  /** Without it all of them. */
  readonly only?: readonly string[];
}

export interface BundleReport {
  readonly built: readonly TargetName[];
  readonly upToDate: readonly TargetName[];
}

/**
 * Bundles every target whose sources changed since it was bundled last. One that fails does not
 * keep the others from being built.
 *
 * @throws SentenceError where a source does not compile or a bundle could not run under our policy.
 */
export async function bundleAll(options: BundleOptions): Promise<BundleReport> {
  const built: TargetName[] = [];
  const upToDate: TargetName[] = [];
  const failures: string[] = [];
  for (const target of bundleTargets(options.root)) {
    if (options.only !== undefined && !options.only.includes(target.name)) continue;
    const wanted = await fingerprint(options.root, target.inputs);
    const stamp = path.join(options.root, 'dist/.inputs', target.name);
    if (options.force !== true && (await isCurrent(target, options.root, stamp, wanted))) {
      upToDate.push(target.name);
      continue;
    }
    await rm(stamp, { force: true });
    const problems = await bundleOne(target, options.root);
    if (problems.length > 0) {
      failures.push(...problems.map((problem) => `${target.name} was not built: ${problem}`));
      continue;
    }
    await mkdir(path.dirname(stamp), { recursive: true });
    await writeFile(stamp, wanted);
    built.push(target.name);
  }
  if (failures.length > 0) throw new SentenceError(failures.join('\n'));
  return { built, upToDate };
}

async function bundleOne(target: Target, root: string): Promise<readonly string[]> {
  try {
    await build(target.config);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return [
      stripVTControlCharacters(text)
        .trim()
        .replaceAll(/\n\s*\n/g, '\n'),
    ];
  }
  for (const [from, name] of Object.entries(target.folders ?? {})) {
    const source = path.join(root, from);
    const copy = path.join(root, path.dirname(target.output), name);
    if (existsSync(source)) await cp(source, copy, { recursive: true });
  }
  return checkOutput(target, root);
}

async function isCurrent(
  target: Target,
  root: string,
  stamp: string,
  wanted: string,
): Promise<boolean> {
  if (!existsSync(path.join(root, target.output)) || !existsSync(stamp)) return false;
  return (await readFile(stamp, 'utf8')) === wanted;
}
