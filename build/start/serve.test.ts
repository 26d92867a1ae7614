import { expect, test } from 'vitest';
import { parseReadyLine } from './serve.ts';

const READY = '{"url":"http://127.0.0.1:5985","passwordFile":"/data/admin"}';

test('the ready line is found among other output', () => {
  const log = `(node:1) Warning: x\n{"level":30}\n${READY}\nmore`;
  expect(parseReadyLine(log)).toBe('http://127.0.0.1:5985');
});

test('a line that is not complete yet is no answer', () => {
  expect(parseReadyLine(READY.slice(0, 30))).toBeNull();
  expect(parseReadyLine('')).toBeNull();
});
