import { describe, expect, it } from 'vitest';
import { readChosen, type FileLike } from './read-file.ts';

function file(content: Uint8Array | string, size?: number): FileLike & { reads: number } {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const given = {
    name: 'export.csv',
    size: size ?? bytes.length,
    reads: 0,
    async arrayBuffer() {
      given.reads += 1;
      return bytes.slice().buffer;
    },
  };
  return given;
}

describe('a chosen file', () => {
  it('is refused by its size before a byte of it is read', async () => {
    const huge = file('number,title\n1,A', 1024 ** 3);
    await expect(readChosen(huge)).rejects.toThrow(
      'The file has 1024 MB; at most 256 MB are taken. Export it in parts.',
    );
    expect(huge.reads).toBe(0);
  });

  it('is read in the encoding its bytes have, and the same content has the same print', async () => {
    const latin = new Uint8Array([...new TextEncoder().encode('a;b\n1;caf'), 0xe9]);
    const read = await readChosen(file(latin));
    expect(read).toMatchObject({ encoding: 'windows-1252', table: { delimiter: ';' } });
    expect(read.table.rows[0]?.cells).toEqual(['1', 'café']);
    expect((await readChosen(file(latin))).print).toBe(read.print);
    expect((await readChosen(file('a;b\n1;x'))).print).not.toBe(read.print);
  });

  it('that is no text is refused with a sentence', async () => {
    await expect(readChosen(file(new Uint8Array([0, 1, 2, 3])))).rejects.toThrow('no text file');
    await expect(readChosen(file(''))).rejects.toThrow('The file is empty.');
  });
});
