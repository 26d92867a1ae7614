import vm from 'node:vm';

const CALL = new vm.Script('call()');
let work: (() => void) | undefined;
const box = vm.createContext({
  call: () => {
    work?.();
  },
});

/**
 * Runs synchronous work that a client can make arbitrarily long (a regular expression that
 * backtracks) and stops it after `limitMs`, which nothing but V8's own interrupt can do.
 * @throws what the work throws, or an error with code ERR_SCRIPT_EXECUTION_TIMEOUT
 */
export function runWithTimeLimit<T>(limitMs: number, task: () => T): T {
  let result: { readonly value: T } | undefined;
  work = () => {
    result = { value: task() };
  };
  try {
    CALL.runInContext(box, { timeout: limitMs });
  } finally {
    work = undefined;
  }
  if (!result) throw new Error('The task did not run');
  return result.value;
}
