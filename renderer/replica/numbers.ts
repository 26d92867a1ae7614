import type { NumbersDocument } from './local-documents.ts';

export function numbersId(prefix: string): string {
  return `numbers:${prefix}`;
}

/** Digits of a series that is padded; tickets start at four digits by themselves. */
const PADDED: Readonly<Record<string, number>> = { CI: 6, KB: 4 };

/** Adds a leased block, both ends inclusive, behind those already there. */
export function addBlock(
  present: NumbersDocument | null,
  prefix: string,
  from: number,
  to: number,
): NumbersDocument {
  const empty: NumbersDocument = {
    id: numbersId(prefix),
    kind: 'numbers',
    prefix,
    blocks: [],
    fallback: 1,
  };
  const numbers = present ?? empty;
  return { ...numbers, blocks: [...numbers.blocks, { next: from, to }] };
}

export function numbersLeft(numbers: NumbersDocument): number {
  return numbers.blocks.reduce((sum, block) => sum + block.to - block.next + 1, 0);
}

/**
 * Takes the next human number (L5): `INC-1042` from a leased block; without one `INC-K7Q2-3`,
 * visibly of this machine, unique, and valid for ever all the same.
 */
export function takeNumber(
  present: NumbersDocument | null,
  prefix: string,
  deviceId: string,
): { readonly number: string; readonly numbers: NumbersDocument } {
  const numbers: NumbersDocument = present ?? {
    id: numbersId(prefix),
    kind: 'numbers',
    prefix,
    blocks: [],
    fallback: 1,
  };
  const [block, ...rest] = numbers.blocks;
  if (!block) {
    const number = `${prefix}-${deviceId}-${numbers.fallback}`;
    return { number, numbers: { ...numbers, fallback: numbers.fallback + 1 } };
  }
  const used = { ...block, next: block.next + 1 };
  return {
    number: `${prefix}-${String(block.next).padStart(PADDED[prefix] ?? 0, '0')}`,
    numbers: { ...numbers, blocks: used.next > used.to ? rest : [used, ...rest] },
  };
}
