import { describe, expect, it } from 'vitest';
import { attributeText, attributeWords, readAttribute, typeOfValue } from './attribute-value.ts';

describe('readAttribute', () => {
  it.each([
    ['text', ' 21H2 ', '21H2'],
    ['number', '64', 64],
    ['number', '-1,5', -1.5],
    ['boolean', 'yes', true],
    ['boolean', 'no', false],
    ['date', '2027-06-30', '2027-06-30'],
    ['choice', 'blue', 'blue'],
    ['list', 'a, b,, c ', ['a', 'b', 'c']],
    ['number', '  ', undefined],
  ] as const)('%s %j is stored as %j', (type, typed, value) => {
    expect(readAttribute(type, typed)).toEqual({ ok: true, value });
  });

  it.each([
    ['number', '64 GB'],
    ['number', '1e9'],
    ['date', '30.06.2027'],
    ['date', '2027-02-30'],
  ] as const)('%s refuses %j and says why', (type, typed) => {
    const read = readAttribute(type, typed);
    expect(read.ok ? '' : read.message).toContain(typed);
  });
});

describe('an attribute in words', () => {
  it.each([
    [64, 'GB', '64 GB'],
    [true, undefined, 'Yes'],
    [['a', 'b'], undefined, 'a, b'],
    [undefined, 'GB', ''],
  ])('%j %s reads %j', (value, unit, words) => {
    expect(attributeWords(value, unit)).toBe(words);
  });

  it.each([[12.5], [false], ['x'], [['a', 'b']]])('%j survives being edited', (value) => {
    expect(readAttribute(typeOfValue(value), attributeText(value))).toEqual({ ok: true, value });
  });
});
