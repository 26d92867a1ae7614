import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../../shared/model/policy.ts';
import type { Contract } from '../../../../shared/model/reference.ts';
import { checkContract, contractState, policiesAsking } from './contract-state.ts';
import type { ContractBody } from './contract-state.ts';

const TODAY = '2027-03-30';
const body = { name: 'Printers', serviceIds: ['catalog:print'] } as unknown as ContractBody;

describe('a contract', () => {
  it.each<[object, object]>([
    [{}, { kind: 'in-force' }],
    [{ validFrom: TODAY }, { kind: 'in-force' }],
    [{ validFrom: '2027-03-31' }, { kind: 'not-yet' }],
    [{ validTo: TODAY }, { kind: 'ends-soon', days: 0 }],
    [{ validTo: '2027-05-29' }, { kind: 'ends-soon', days: 60 }],
    [{ validTo: '2027-05-30' }, { kind: 'in-force' }],
    [{ validTo: '2027-03-29' }, { kind: 'over' }],
  ])('%j stands as %j', (dates, state) => {
    expect(contractState(dates, TODAY)).toEqual(state);
  });

  it.each<[object, readonly string[]]>([
    [{}, []],
    [{ name: ' ' }, ['name error']],
    [{ serviceIds: [] }, ['serviceIds error']],
    [{ validFrom: TODAY, validTo: '2027-03-29' }, ['validTo error']],
    [{ validFrom: TODAY, validTo: TODAY }, []],
    [{ number: ' r-7 ' }, ['number warning']],
  ])('with %j has the problems %j', (change, problems) => {
    const other = { number: 'R-7' } as Contract;
    const found = checkContract({ ...body, ...change }, [other]);
    expect(found.map(({ field, severity }) => `${field} ${severity}`)).toEqual(problems);
  });

  it('knows the policies that ask for it', () => {
    const conditions = [{ field: 'contract', anyOf: ['catalog:a'] }];
    const asking = { kind: 'sla', name: 'Asks', conditions } as unknown as Policy;
    const removed = { ...asking, removedAt: '2027-01-01T00:00:00Z' };
    expect(policiesAsking([asking, removed], 'catalog:a')).toEqual([asking]);
    expect(policiesAsking([asking], 'catalog:b')).toEqual([]);
  });
});
