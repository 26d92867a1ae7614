import fc from 'fast-check';
import { expect, it } from 'vitest';
import { splitMarkdown } from './split-markdown.ts';

it('leaves an article of usual length whole', () => {
  expect(splitMarkdown('a\n\nb\n')).toEqual(['a\n\nb\n']);
});

it('repeats the head of a table in every part and loses no row', () => {
  const rows = Array.from({ length: 4_000 }, (_, n) => `| ${n} | some host of ours |`);
  const parts = splitMarkdown(`intro\n\n| n | host |\n| --- | --- |\n${rows.join('\n')}\n\nend`);
  expect(parts.length).toBeGreaterThan(5);
  for (const part of parts.slice(1))
    expect(part.startsWith('| n | host |\n| --- | --- |\n| ')).toBe(true);
  const kept = parts.flatMap((part) => part.split('\n').filter((line) => /^\| \d/.test(line)));
  expect(kept).toEqual(rows);
  expect(parts.at(-1)).toMatch(/\nend$/);
});

it('opens a long code block again', () => {
  const lines = Array.from({ length: 4_000 }, (_, n) => `line ${n} of a log`);
  const parts = splitMarkdown(`\`\`\`\n${lines.join('\n')}\n\`\`\`\nafter`);
  expect(parts.length).toBeGreaterThan(2);
  for (const part of parts) expect((part.match(/^```$/gm) ?? []).length % 2).toBe(0);
});

it('knows the addresses of its links in every part', () => {
  const text = `${'word [a][1] and more\n\n'.repeat(4_000)}[1]: https://example.org`;
  for (const part of splitMarkdown(text)) expect(part).toContain('[1]: https://example.org');
});

it('keeps every word, in order, in parts that are not long', () => {
  const block = fc.oneof(
    fc.constantFrom('', '```', '> quote', '| a | b |', '| - | - |', '- item'),
    fc.nat(40).map((n) => 'word '.repeat(n)),
  );
  fc.assert(
    fc.property(fc.array(block, { minLength: 800, maxLength: 1500 }), (blocks) => {
      const text = blocks.map((each, n) => `${each}${/word/.test(each) ? n : ''}`).join('\n');
      const parts = splitMarkdown(text);
      const numbers = (all: string): string[] => all.match(/\d+/g) ?? [];
      expect(numbers(parts.join('\n'))).toEqual(numbers(text));
      if (parts.length > 1) for (const part of parts) expect(part.length).toBeLessThan(30_000);
    }),
    { numRuns: 20 },
  );
});
