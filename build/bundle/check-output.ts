import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Target } from './targets.ts';

/**
 * What a bundle must hold to run under our Content-Security-Policy and sandbox.
 *
 * @returns sentences, one a violation; empty where all is well.
 */
export async function checkOutput(target: Target, root: string): Promise<readonly string[]> {
  const text = await readFile(path.join(root, target.output), 'utf8');
  if (target.name === 'renderer') return checkPage(text);
  if (target.name === 'preload') return checkPreload(text);
  return [];
}

/** Inline code in a page is what the policy forbids; the browser would drop it silently. */
export function checkPage(html: string): readonly string[] {
  const problems: string[] = [];
  for (const [tag] of html.matchAll(/<script\b[^>]*>/gi)) {
    if (!/\bsrc\s*=/i.test(tag)) problems.push(`index.html has an inline script: ${tag}`);
  }
  for (const [tag] of html.matchAll(/<[a-z][^>]*\son[a-z]+\s*=[^>]*>/gi)) {
    problems.push(`index.html has an inline event handler: ${tag}`);
  }
  return problems;
}

/** In a sandbox `require` knows `electron` and a few polyfills, of which we use none. */
export function checkPreload(code: string): readonly string[] {
  return [...code.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'electron')
    .map((name) => `preload.cjs requires ${name}, which a sandboxed preload cannot load.`);
}
