import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

it.each([
  ['# Symptoms\n\nThe *queue* is **stuck**.', 'Symptoms The queue is stuck.'],
  [
    'See [the other one](../a/b.md "x") or <https://example.org/x>.',
    'See the other one or https://example.org/x.',
  ],
  ['![A red light](lamp.png) on', 'A red light on'],
  ['> [!NOTE]\n> Mind the gap', 'Mind the gap'],
  ['| A | B |\n| --- | :-: |\n| 1 | `x_y` |', 'A B 1 x_y'],
  ['```powershell\nGet-Service **x**\n```\nafter', 'Get-Service **x** after'],
  ['a<br>b <details><summary>c</summary>d</details> e &nbsp; &lt;f&gt; &#228;', 'a b c d e <f> ä'],
  ['- one\n  - two\n1. three', 'one two three'],
  ['use :::no-loc text="GUID"::: here', 'use GUID here'],
  ['a < b and c > d', 'a < b and c > d'],
  ['snake_case_name and _this_', 'snake_case_name and this'],
  ['<script>alert(1)</script>', 'alert(1)'],
])('%j reads %j', (markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});

it('takes any text, without line breaks in what it gives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (markdown) => {
      expect(plainText(markdown)).not.toMatch(/[\n\r]|^\s|\s$/);
    }),
  );
});

it.each(['[', '![', '<', '<a ', '*', '_', '`', '&#', ':::', '|', '> ', '- ', '\\', ':::image '])(
  'is not held up by a line of %j',
  (mark) => {
    // A pattern that goes back and forth over it would not end before the test's time is up.
    expect(plainText(mark.repeat(60_000 / mark.length))).toBeTypeOf('string');
  },
);
