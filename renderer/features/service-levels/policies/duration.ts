import { formatMinutes } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';

export type AmountUnit = 'minutes' | 'business-days';

/** What was typed as an amount of time: a figure, nothing at all, or a sentence why it is neither. */
export type ReadAmount =
  | { readonly kind: 'amount'; readonly value: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'bad'; readonly message: string };

const HOURS = /^(?:h|hrs?|hours?|std\.?|stunden?)$/;
const MINUTES = /^(?:m|mins?|minutes?|minuten?)$/;
const DAYS = /^(?:d|days?|bd|t|tage?n?|at|arbeitstage?|business days?)$/;
const PARTS = /(\d+(?:[.,]\d+)?)\s*([a-zäöü]+(?: days?)?\.?)?/g;
const CLOCK = /^(\d+):([0-5]\d)$/;

/**
 * Reads "4 h", "1 h 30 min", "1:30", "90" as minutes of open time, "2" or "2 d" as business days,
 * in English and German words and with either decimal sign.
 */
export function readAmount(text: string, unit: AmountUnit): ReadAmount {
  const said = text.trim().toLowerCase();
  if (said === '' || said === '–' || said === '-') return { kind: 'empty' };
  if (unit === 'business-days') return readDays(said);
  const clock = CLOCK.exec(said);
  if (clock) return amount(Number(clock[1]) * 60 + Number(clock[2]));
  const parts = partsOf(said);
  if (!parts) return bad(t('Write it as “4 h”, “1 h 30 min” or “45 min”.'));
  if (parts.some(({ word }) => DAYS.test(word))) {
    return bad(t('Days are counted as business days: choose them as the unit, or give hours.'));
  }
  let minutes = 0;
  for (const { figure, word } of parts) {
    if (HOURS.test(word)) minutes += figure * 60;
    else if (word === '' || MINUTES.test(word)) minutes += figure;
    else return bad(t('Write it as “4 h”, “1 h 30 min” or “45 min”.'));
  }
  return amount(minutes);
}

function readDays(said: string): ReadAmount {
  const parts = partsOf(said);
  const [part] = parts ?? [];
  if (parts?.length !== 1 || !part || (part.word !== '' && !DAYS.test(part.word))) {
    return bad(t('Write it as a number of days, such as “2” or “2 d”.'));
  }
  return amount(part.figure);
}

function partsOf(said: string) {
  const found = [...said.matchAll(PARTS)];
  const read = found.map(([all]) => all.trim()).join(' ');
  if (found.length === 0 || read.replace(/\s+/g, '') !== said.replace(/\s+/g, '')) return null;
  return found.map(([, figure = '', word = '']) => ({
    figure: Number(figure.replace(',', '.')),
    word: word.trim(),
  }));
}

function amount(value: number): ReadAmount {
  return { kind: 'amount', value: Math.round(value * 1000) / 1000 };
}

function bad(message: string): ReadAmount {
  return { kind: 'bad', message };
}

/** "1 h 30 min", "2 business days"; a dash where nothing is promised. */
export function amountText(value: number | null | undefined, unit: AmountUnit = 'minutes'): string {
  if (value === null || value === undefined) return '–';
  if (unit === 'business-days') return t('{{count}} business days', { count: value });
  return Number.isInteger(value) ? formatMinutes(value) : t('{{minutes}} min', { minutes: value });
}

/** The same for a box in which the unit stands beside the figure. */
export function amountInput(value: number | null, unit: AmountUnit): string {
  if (value === null) return '';
  return unit === 'business-days' ? String(value) : amountText(value, unit);
}
