import { describe, expect, it } from 'vitest';
import { amountInput, amountText, readAmount } from './duration.ts';

const minutes = (text: string) => readAmount(text, 'minutes');
const days = (text: string) => readAmount(text, 'business-days');

describe('an amount of time as people write it', () => {
  it.each([
    ['4 h', 240],
    ['4h', 240],
    ['1 h 30 min', 90],
    ['1:30', 90],
    ['90', 90],
    ['45m', 45],
    ['1.5 h', 90],
    ['1,5 Std.', 90],
    ['2 Stunden 15 Minuten', 135],
    [' 8 hours ', 480],
    ['0', 0],
  ])('“%s” is %d minutes', (text, value) => {
    expect(minutes(text)).toEqual({ kind: 'amount', value });
  });

  it.each([
    ['2', 2],
    ['2 d', 2],
    ['3 days', 3],
    ['1 Tag', 1],
    ['5 business days', 5],
  ])('“%s” is %d business days', (text, value) => {
    expect(days(text)).toEqual({ kind: 'amount', value });
  });

  it('promises nothing where nothing stands', () => {
    expect(minutes('  ').kind).toBe('empty');
    expect(days('–').kind).toBe('empty');
  });

  it.each(['soon', '4 x', '4 h later', '1:99', '-4 h', 'h'])('says what “%s” should be', (text) => {
    expect(minutes(text)).toMatchObject({ kind: 'bad' });
  });

  it('does not take days for open hours, whose number only the calendar knows', () => {
    expect(minutes('2 d')).toMatchObject({ kind: 'bad' });
    expect(days('4 h')).toMatchObject({ kind: 'bad' });
  });

  it.each([1, 15, 60, 90, 240, 1440, 2400, 10_080, 0.5, 61])(
    'reads again what it shows of %d',
    (value) => {
      expect(minutes(amountInput(value, 'minutes'))).toEqual({ kind: 'amount', value });
      expect(days(amountInput(value, 'business-days'))).toEqual({ kind: 'amount', value });
    },
  );

  it('shows a dash where nothing is promised', () => {
    expect(amountText(null)).toBe('–');
    expect(amountText(2, 'business-days')).toBe('2 business days');
  });
});
