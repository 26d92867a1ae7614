import path from 'node:path';
import type { Rule } from 'eslint';

/** Path of the linted file relative to the folder ESLint runs in, with `/`. */
export function repositoryPath(context: Rule.RuleContext): string {
  return path.relative(context.cwd, context.filename).split(path.sep).join('/');
}
