import { truncateSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { FileBox } from './import-kit.ts';
import { readJsonFile, readJsonLines, startProgress } from './read-rows.ts';
import type { SourceRow } from './import-row.ts';

const box = new FileBox();
afterAll(() => {
  box.remove();
});

async function read(file: string): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const row of readJsonLines(file, await startProgress(file))) rows.push(row);
  return rows;
}

const problems = (rows: readonly SourceRow[]) =>
  rows.map((row) => ('problem' in row ? row.problem : row.value));

describe('JSON Lines', () => {
  it('come with the number of their line; blank lines are no rows', async () => {
    const file = box.write('plain.jsonl', '\ufeff{"a":1}\r\n\n  \t\n[2]\n3');
    expect(await read(file)).toEqual([
      { row: 1, value: { a: 1 } },
      { row: 4, value: [2] },
      { row: 5, value: 3 },
    ]);
  });

  it('stay whole where a text holds a line separator of Unicode', async () => {
    const file = box.write('separators.jsonl', '{"text":"one\u2028two\u2029three\u0085four"}\n');
    expect(problems(await read(file))).toEqual([{ text: 'one\u2028two\u2029three\u0085four' }]);
  });

  it('are unpacked whatever the file is called', async () => {
    const packed = '{"a":1}\n{"a":2}\n';
    expect(problems(await read(box.packed('packed.jsonl.gz', packed)))).toEqual([
      { a: 1 },
      { a: 2 },
    ]);
    expect(problems(await read(box.packed('renamed.jsonl', packed)))).toEqual([{ a: 1 }, { a: 2 }]);
    const plain = box.write('plain.jsonl.gz', '{"a":3}');
    expect(problems(await read(plain))).toEqual([{ a: 3 }]);
  });

  it('that cannot be read are named one by one and the rest is read', async () => {
    const latin1 = new Uint8Array([0x22, 0xfc, 0x22, 0x0a]);
    const lines = ['{"a":', '{"a":1}', '', ''].join('\n');
    const bytes = new Uint8Array([...new TextEncoder().encode(lines), ...latin1]);
    const rows = await read(box.write('broken.jsonl', bytes));
    expect(rows.map(({ row }) => row)).toEqual([1, 2, 4]);
    expect(problems(rows)).toEqual([
      expect.stringMatching(/^The line is no JSON: .+\.$/),
      { a: 1 },
      'The line is no JSON: it is not UTF-8.',
    ]);
  });

  it('too long to be kept in memory are passed over', async () => {
    const huge = `{"a":"${'x'.repeat(33 * 1024 * 1024)}"}`;
    const file = box.packed('huge.jsonl.gz', `${huge}\n{"a":1}\n${huge}`);
    expect(problems(await read(file))).toEqual([
      'The line is longer than 32 MB.',
      { a: 1 },
      'The line is longer than 32 MB.',
    ]);
  });

  it('tell how much of the file they are', async () => {
    const file = box.lines(
      'long.jsonl',
      Array.from({ length: 5_000 }, (_, n) => ({ n, text: 'x'.repeat(200) })),
    );
    const progress = await startProgress(file);
    const shares: number[] = [];
    for await (const row of readJsonLines(file, progress)) {
      if (row.row % 1_000 === 0) shares.push(progress.bytes / progress.totalBytes);
    }
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBeLessThan(0.5);
    expect(shares.at(-1)).toBe(1);
  });

  it('end with a sentence where the file does', async () => {
    const text = Array.from({ length: 9_000 }, (_, n) => `{"n":${n}}`).join('\n');
    const file = box.packed('cut.jsonl.gz', text);
    truncateSync(file, 20_000);
    await expect(read(file)).rejects.toThrow(
      /^".+cut\.jsonl\.gz" cannot be read behind row \d+: unexpected end of file\.$/,
    );
  });
});

describe('a file that cannot be read', () => {
  it('is named', async () => {
    await expect(startProgress(`${box.folder}/none`)).rejects.toThrow(
      `There is no file "${box.folder}/none".`,
    );
    await expect(startProgress(box.folder)).rejects.toThrow(`"${box.folder}" is no file.`);
    const broken = box.write('broken.json', '{"sites":[');
    const progress = await startProgress(broken);
    await expect(readJsonFile(broken, progress)).rejects.toThrow(/broken\.json" is no JSON: .+\.$/);
  });
});
