import { describe, expect, it } from 'vitest';
import { isPicture, partRanges, plainMediaType, refuseFile, safeFileName } from './blob.ts';

describe('names of files', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['Foto Größe.jpg', 'Foto Größe.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\x\\report.pdf', 'report.pdf'],
    ['a<b>:"|?*c.txt', 'abc.txt'],
    ['CON.txt', '_CON.txt'],
    ['.htaccess', 'htaccess'],
    ['evil\u202Egpj.exe', 'evilgpj.exe'],
    ['line\nbreak.txt', 'linebreak.txt'],
    ['...', 'file'],
    ['', 'file'],
  ])('%j becomes %j', (given, safe) => {
    expect(safeFileName(given)).toBe(safe);
  });

  it('of any length keep their ending', () => {
    const name = safeFileName(`${'long '.repeat(100)}.tar.gz`);
    expect(name.length).toBeLessThanOrEqual(200);
    expect(name.endsWith('.gz')).toBe(true);
  });
});

describe('what may be shown', () => {
  it.each([
    ['image/png', true],
    ['image/JPEG; charset=x', true],
    ['image/svg+xml', false],
    ['text/html', false],
    ['', false],
  ])('%s: %s', (type, shown) => {
    expect(isPicture(type)).toBe(shown);
  });

  it('a type that is none says nothing', () => {
    expect(plainMediaType('<script>')).toBe('application/octet-stream');
  });
});

it('parts follow each other without a gap and end with the file', () => {
  expect(partRanges(0)).toEqual([]);
  expect(partRanges(10, 4)).toEqual([
    { start: 0, end: 4 },
    { start: 4, end: 8 },
    { start: 8, end: 10 },
  ]);
  expect(partRanges(8, 4)).toHaveLength(2);
});

it('a file above 100 MB and an empty one are refused before they are read', () => {
  expect(refuseFile(100_000_000)).toBeNull();
  expect(refuseFile(100_000_001)).toEqual({ kind: 'too-large', size: 100_000_001 });
  expect(refuseFile(0)).toEqual({ kind: 'empty' });
});
