import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  activeIn,
  ageGroups,
  backlogAt,
  durationOf,
  figuresOf,
  flowOf,
  isFirstContact,
  wasOpenAt,
} from './desk-figures.ts';
import type { DeskRecord, DeskSlot } from './desk-record.ts';
import { filterRecords, groupRecords } from './desk-record.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function record(part: Partial<DeskRecord>): DeskRecord {
  return {
    id: 'ticket:1',
    kind: 'incident',
    priority: 3,
    openedMs: 0,
    respondedMs: null,
    resolvedMs: null,
    endedMs: null,
    teamId: null,
    siteId: null,
    serviceId: null,
    category: null,
    reassignments: 0,
    reopens: 0,
    satisfaction: null,
    ...part,
  };
}

/** Resolved and ended at once. */
function resolved(openedMs: number, resolvedMs: number, part: Partial<DeskRecord> = {}) {
  return record({ openedMs, resolvedMs, endedMs: resolvedMs, respondedMs: resolvedMs, ...part });
}

const days = (count: number): readonly DeskSlot[] =>
  Array.from({ length: count }, (_, day) => ({
    key: String(day),
    fromMs: day * DAY,
    toMs: (day + 1) * DAY,
  }));

describe('the backlog', () => {
  it('holds what was reported and had not ended, and nothing that came later', () => {
    const records = [
      resolved(0, 5 * DAY),
      record({ id: 'ticket:2', openedMs: DAY }),
      resolved(0, DAY),
      record({ openedMs: 9 * DAY }),
    ];
    expect(backlogAt(records, 3 * DAY)).toEqual([records[0], records[1]]);
    expect(backlogAt(records, 5 * DAY)).toEqual([records[1]]);
  });

  it('has each record in one age group, also one reported this very moment', () => {
    const at = 100 * DAY;
    const ages = [0, 0.5, 1, 2.9, 3, 7, 29, 30, 89, 90, 400];
    const groups = ageGroups(
      ages.map((age) => record({ openedMs: at - age * DAY })),
      at,
    );
    expect(groups.map(({ fromDays, records }) => [fromDays, records.length])).toEqual([
      [0, 2],
      [1, 2],
      [3, 1],
      [7, 2],
      [30, 2],
      [90, 2],
    ]);
  });
});

describe('flow', () => {
  it('says for every day what came, what went and what stayed', () => {
    const records = [
      record({ openedMs: -DAY }),
      resolved(-DAY, 1.5 * DAY),
      resolved(0.2 * DAY, 0.4 * DAY),
      record({ openedMs: 2 * DAY }),
    ];
    expect(
      flowOf(records, days(3)).map(({ opened, ended, backlog }) => [opened, ended, backlog]),
    ).toEqual([
      [1, 1, 2],
      [0, 1, 1],
      [1, 0, 2],
    ]);
    expect(flowOf(records, [])).toEqual([]);
  });

  it('leaves a backlog that counting record by record leaves too', () => {
    const moment = fc.integer({ min: -5 * DAY, max: 15 * DAY });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(moment, fc.option(fc.integer({ min: 0, max: 10 * DAY })))),
        (raw) => {
          const records = raw.map(([openedMs, took]) =>
            took === null ? record({ openedMs }) : resolved(openedMs, openedMs + took),
          );
          for (const { slot, backlog } of flowOf(records, days(10))) {
            const counted = records.filter((each) => wasOpenAt(each, slot.toMs - 1)).length;
            expect(backlog).toBe(counted);
          }
        },
      ),
    );
  });
});

describe('figures', () => {
  const week = { fromMs: 0, toMs: 7 * DAY };

  it('take the resolved of the stretch for resolution and the answered of it for the answer', () => {
    const records = [
      resolved(0, 4 * HOUR, { respondedMs: HOUR, satisfaction: 5 }),
      resolved(0, 8 * HOUR, { respondedMs: 3 * HOUR, reassignments: 2, satisfaction: 2 }),
      resolved(-DAY, 8 * DAY, { respondedMs: HOUR - DAY }),
      record({ openedMs: DAY, respondedMs: DAY + 2 * HOUR }),
    ];
    expect(figuresOf(records, week)).toMatchObject({
      opened: 3,
      resolved: 2,
      acknowledge: { count: 3, meanMs: 2 * HOUR, medianMs: 2 * HOUR, p90Ms: 3 * HOUR },
      resolve: { count: 2, meanMs: 6 * HOUR, medianMs: 4 * HOUR },
      reassignedShare: 0.5,
      satisfactionMean: 3.5,
      satisfactionCount: 2,
    });
  });

  it('say nothing where nothing was done, instead of zero', () => {
    expect(figuresOf([], week)).toMatchObject({
      resolve: { count: 0, meanMs: null },
      firstContactShare: null,
      satisfactionMean: null,
    });
  });

  it.each([
    ['within the hour of the first answer', { respondedMs: DAY, resolvedMs: DAY + HOUR }, true],
    ['later', { respondedMs: DAY, resolvedMs: DAY + HOUR + 1 }, false],
    ['by somebody else', { respondedMs: DAY, resolvedMs: DAY, reassignments: 1 }, false],
    ['for the second time', { respondedMs: DAY, resolvedMs: DAY, reopens: 1 }, false],
    ['not at all', { respondedMs: DAY }, false],
    ['at once, nobody having noted an answer', { resolvedMs: HOUR }, true],
  ] as const)('count a first contact that resolved it %s: %s', (_, part, expected) => {
    expect(isFirstContact(record(part))).toBe(expected);
  });

  it('have a median between the least and the most, and a ninth decile not below it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), (values) => {
        const { medianMs, p90Ms, count } = durationOf(values);
        expect(count).toBe(values.length);
        expect(values).toContain(medianMs);
        expect(values.filter((value) => value <= medianMs!).length * 2).toBeGreaterThanOrEqual(
          count,
        );
        expect(p90Ms).toBeGreaterThanOrEqual(medianMs!);
        expect(values.filter((value) => value <= p90Ms!).length).toBeGreaterThanOrEqual(
          0.9 * count,
        );
      }),
    );
  });
});

describe('what was active in a stretch', () => {
  it('is all that the figures of it and of its parts need', () => {
    const moment = fc.integer({ min: -5 * DAY, max: 15 * DAY });
    const some = fc.option(moment);
    const stretch = { fromMs: 0, toMs: 10 * DAY };
    fc.assert(
      fc.property(fc.array(fc.tuple(moment, some, some)), (raw) => {
        const records = raw.map(([openedMs, respondedMs, resolvedMs]) =>
          record({ openedMs, respondedMs, resolvedMs, endedMs: resolvedMs }),
        );
        const active = activeIn(records, stretch);
        for (const part of [stretch, ...days(10)]) {
          expect(figuresOf(active, part)).toEqual(figuresOf(records, part));
        }
      }),
    );
  });
});

describe('groups and filters', () => {
  const records = [
    record({ teamId: 'person:a', category: 'Mail' }),
    record({ teamId: 'person:b', category: 'Mail', priority: 1 }),
    record({ teamId: 'person:b' }),
    record({ priority: 1 }),
  ];

  it('lose no record: what has no team is a group too', () => {
    const groups = groupRecords(records, 'team');
    expect(groups.map(({ key, records: own }) => [key, own.length])).toEqual([
      ['person:b', 2],
      [null, 1],
      ['person:a', 1],
    ]);
  });

  it('ask for everything that is chosen', () => {
    expect(filterRecords(records, { teamId: 'person:b', priority: 1 })).toEqual([records[1]]);
    expect(filterRecords(records, { category: null })).toBe(records);
  });
});
