import { describe, expect, it } from 'vitest';
import { filterOptions, foldText, type Option } from './option.ts';

const PEOPLE: readonly Option[] = [
  { value: '1', label: 'Pavel Dvořák', detail: 'Network Leipzig' },
  { value: '2', label: 'Ahmet Yıldız', detail: 'Cold chain OT' },
  { value: '3', label: 'Sören Groß', detail: 'Print and endpoint' },
  { value: '4', label: 'Łukasz Zieliński' },
  { value: '5', label: 'Ann Network' },
];
const found = (query: string): string[] =>
  filterOptions(PEOPLE, query).map((option) => option.value);

describe('finding a person', () => {
  it('needs no accents', () => {
    expect(found('dvorak')).toEqual(['1']);
    expect(found('YILDIZ')).toEqual(['2']);
    expect(found('soren gross')).toEqual(['3']);
    expect(found('lukasz ziel')).toEqual(['4']);
    expect(found('Dvořák')).toEqual(['1']);
  });

  it('takes words in any order, from the name or below it', () => {
    expect(found('leip pav')).toEqual(['1']);
    expect(found('endpoint')).toEqual(['3']);
  });

  it('puts first whose name begins so', () => {
    expect(found('net')).toEqual(['1', '5']);
    expect(found('ann')).toEqual(['5']);
  });

  it('gives all for nothing, and nothing for a stranger', () => {
    expect(found('  ')).toHaveLength(5);
    expect(found('xyzzy')).toEqual([]);
  });

  it('folds one way only', () => {
    expect(foldText(foldText('Łß Ø ı É'))).toBe(foldText('Łß Ø ı É'));
  });
});
