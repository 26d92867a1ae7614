import { ruleTester } from '../rule-tester.ts';
import { pureShared } from './pure-shared.ts';

const filename = 'shared/sla/clock.ts';

ruleTester.run('pure-shared', pureShared, {
  valid: [
    { filename, code: `const at = new Date(now);` },
    { filename, code: `const ms = Date.parse(text);` },
    { filename, code: `const n = Math.floor(random() * 6);` },
    { filename, code: `interface Form { readonly document: string; readonly process: string }` },
    { filename, code: `const { window } = settings; use(window);` },
    { filename, code: `const id = ulid(at, random);` },
    { filename: 'shared/sla/clock.test.ts', code: `const now = Date.now();` },
    { filename: 'shared/testkit/clock.ts', code: `const now = new Date();` },
    { filename: 'renderer/app/main.tsx', code: `window.addEventListener('focus', f);` },
  ],
  invalid: [
    { filename, code: `const now = Date.now();`, errors: [{ message: /Take `now`/ }] },
    { filename, code: `const now = new Date();`, errors: [{ message: /reads the clock/ }] },
    { filename, code: `const now = Date();`, errors: [{ message: /reads the clock/ }] },
    { filename, code: `const n = Math.random();`, errors: [{ message: /random: \(\) => number/ }] },
    { filename, code: `const g = globalThis;`, errors: [{ message: /as an argument/ }] },
    { filename, code: `if (process.env.X) f();`, errors: [{ message: /as an argument/ }] },
    { filename, code: `const w = window.innerWidth;`, errors: [{ message: /as an argument/ }] },
    { filename, code: `const t = performance.now();`, errors: [{ message: /Take `now`/ }] },
    { filename, code: `const t = Temporal.Now.instant();`, errors: [{ message: /Take `now`/ }] },
    { filename, code: `const id = crypto.randomUUID();`, errors: [{ message: /randomness/ }] },
    { filename, code: `const id = ulid();`, errors: [{ message: /randomness as arguments/ }] },
  ],
});
