import { ruleTester } from '../rule-tester.ts';
import { noDefaultExport } from './no-default-export.ts';

const byName = /Export it by name/;

ruleTester.run('no-default-export', noDefaultExport, {
  valid: [`export function queue() {}`, `export { default as sanitize } from 'rehype-sanitize';`],
  invalid: [
    { code: `export default function queue() {}`, errors: [{ message: byName }] },
    { code: `const a = 1; export { a as default };`, errors: [{ message: byName }] },
  ],
});
