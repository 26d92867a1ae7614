import { INTERPRETER_SOURCE } from './interpreter-source.ts';
import type { WritePolicy } from './write-policy.ts';

/**
 * The `validate_doc_update` of a database: an expression whose value is the function, with the
 * policy and the interpreter inside, made once per query server. Self-contained ES5, the same text
 * from source and from any bundle.
 * @param policy From `writePolicy`.
 */
export function validateDocUpdateSource(policy: WritePolicy): string {
  return [
    '(function () {',
    `var policy = ${JSON.stringify(policy)};`,
    INTERPRETER_SOURCE,
    'return function (newDoc, oldDoc, userCtx) {',
    '    var refused = checkWrite(policy, newDoc, oldDoc, userCtx);',
    '    if (refused !== null) throw { forbidden: refused.reason };',
    '};',
    '})()',
  ].join('\n');
}
