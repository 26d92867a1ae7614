import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../model/ticket.ts';
import { validateDocument } from '../../model/validate.ts';
import type { Write } from '../../workflow/command.ts';
import { demoWorkspace } from './workspace.ts';

const nowMs = Date.parse('2027-03-30T06:46:00Z');

function write(seed: number): readonly Write[] {
  return [...demoWorkspace({ seed, nowMs, size: 'demo', articles: [] })].flat();
}

const writes = write(1);
const documents = writes.map((each) => each.document);

describe('the demo workspace', () => {
  it('has what the first morning needs', () => {
    const count = (collection: string): number =>
      writes.filter((each) => each.collection === collection).length;
    expect(count('tickets')).toBeGreaterThanOrEqual(1_500);
    expect(count('items')).toBeGreaterThanOrEqual(780);
    expect(count('items')).toBeLessThanOrEqual(900);
    expect(documents.filter((each) => each.kind === 'site')).toHaveLength(5);
    expect(documents.filter((each) => each.kind === 'person')).toHaveLength(40);
    expect(documents.filter((each) => each.kind === 'campaign')).toHaveLength(1);
    expect(count('relations')).toBeGreaterThan(800);
  });

  it('leaves a queue to work on, neither empty nor everything', () => {
    const open = documents.filter(
      (each) => each.kind === 'incident' && (each as Ticket).open === 1,
    );
    expect(open.length).toBeGreaterThan(30);
    expect(open.length).toBeLessThan(300);
  });

  it('fits the schemas, happens in the past, and gives every number once', () => {
    const numbers = new Set<string>();
    for (const document of documents) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
      expect(Date.parse(document.updatedAt)).toBeLessThanOrEqual(nowMs);
      const { number } = document as { number?: string };
      if (number === undefined) continue;
      expect(numbers.has(number)).toBe(false);
      numbers.add(number);
    }
  });

  it('points at nothing that is not there', () => {
    const ids = new Set(documents.map((each) => each.id as string));
    const dangling = documents.flatMap((document) =>
      Object.entries(document)
        .filter(
          ([field, value]) => /Id$/.test(field) && typeof value === 'string' && value.includes(':'),
        )
        .filter(([, value]) => !ids.has(value as string)),
    );
    expect(dangling).toEqual([]);
  });

  it('is the same for the same seed and another for another', () => {
    expect(write(1)).toEqual(writes);
    expect(write(2)[0]).not.toEqual(writes[0]);
  });
});
