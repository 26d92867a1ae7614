import type { Item } from '../../../shared/model/item.ts';
import { t } from '../../ui/i18n.ts';
import type { ClassAttribute } from './item-classes.ts';

export type AttributeValue = Item['attributes'][string];

/** A stored attribute as an input has it; lists are split by commas, a truth is `yes` or `no`. */
export function attributeText(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ');
  return String(value);
}

/** A stored attribute as people read it, with its unit. */
export function attributeWords(value: AttributeValue | undefined, unit?: string): string {
  if (typeof value === 'boolean') return value ? t('Yes') : t('No');
  const text = attributeText(value);
  return text === '' || unit === undefined ? text : `${text} ${unit}`;
}

/** An attribute nobody defined is edited as what it is. */
export function typeOfValue(value: AttributeValue): ClassAttribute['type'] {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'list';
}

type Read =
  | { readonly ok: true; readonly value: AttributeValue | undefined }
  | { readonly ok: false; readonly message: string };

/** A point or a comma before the decimals, no other letters. */
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/;
/** `2027-06-30`, as date inputs give it. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  // 30 February is read as 2 March; a date that comes back changed is none.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** What somebody typed, as the class wants it; nothing typed takes the attribute away. */
export function readAttribute(type: ClassAttribute['type'], typed: string): Read {
  const text = typed.trim();
  if (text === '') return { ok: true, value: undefined };
  switch (type) {
    case 'number':
      return NUMBER.test(text)
        ? { ok: true, value: Number(text.replace(',', '.')) }
        : { ok: false, message: t('“{{text}}” is not a number.', { text }) };
    case 'date':
      return isDate(text)
        ? { ok: true, value: text }
        : { ok: false, message: t('“{{text}}” is not a date like 2027-06-30.', { text }) };
    case 'boolean':
      return { ok: true, value: text === 'yes' };
    case 'list':
      return {
        ok: true,
        value: text
          .split(',')
          .map((each) => each.trim())
          .filter(Boolean),
      };
    case 'text':
    case 'choice':
      return { ok: true, value: text };
  }
}
