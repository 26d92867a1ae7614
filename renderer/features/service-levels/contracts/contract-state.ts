import type { Policy, SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import type { Contract } from '../../../../shared/model/reference.ts';
import type { NewBody } from '../../../../shared/workflow/command.ts';
import { msg } from '../../../ui/i18n.ts';

/** What a person decides about a contract. */
export type ContractBody = Omit<
  Extract<NewBody<'catalog'>, { kind: 'contract' }>,
  'kind' | 'removedAt' | 'source'
>;

/** Time enough to negotiate: contracts that end within it are marked. */
export const SOON_DAYS = 60;
const DAY_MS = 86_400_000;

export type ContractState =
  | { readonly kind: 'in-force' }
  | { readonly kind: 'not-yet' }
  | { readonly kind: 'over' }
  /** 0: today is its last day. */
  | { readonly kind: 'ends-soon'; readonly days: number };

/**
 * How a contract stands on a day; both its days count.
 * @param today `2027-03-30`, in UTC as everything that asks for contracts counts.
 */
export function contractState(
  { validFrom, validTo }: Pick<Contract, 'validFrom' | 'validTo'>,
  today: string,
): ContractState {
  if (validFrom !== undefined && today < validFrom) return { kind: 'not-yet' };
  if (validTo === undefined) return { kind: 'in-force' };
  if (today > validTo) return { kind: 'over' };
  const days = Math.round((Date.parse(validTo) - Date.parse(today)) / DAY_MS);
  return days <= SOON_DAYS ? { kind: 'ends-soon', days } : { kind: 'in-force' };
}

export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

export type ContractField = 'name' | 'serviceIds' | 'validTo' | 'number';

export interface ContractProblem {
  readonly field: ContractField;
  readonly severity: 'error' | 'warning';
  /** To be translated. */
  readonly text: string;
}

/** What is wrong or doubtful about a contract beside the others. */
export function checkContract(
  body: ContractBody,
  others: readonly Contract[],
): readonly ContractProblem[] {
  const problems: ContractProblem[] = [];
  const { name, number, serviceIds, validFrom, validTo } = body;
  if (name.trim() === '')
    problems.push({ field: 'name', severity: 'error', text: msg('Give the contract a name.') });
  if (serviceIds.length === 0)
    problems.push({
      field: 'serviceIds',
      severity: 'error',
      text: msg('Choose at least one service: without one no ticket falls under the contract.'),
    });
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
    problems.push({
      field: 'validTo',
      severity: 'error',
      text: msg('It ends before it begins. Correct one of the two dates.'),
    });
  const said = number?.trim().toLowerCase();
  if (said && others.some((each) => each.number?.trim().toLowerCase() === said))
    problems.push({
      field: 'number',
      severity: 'warning',
      text: msg('Another contract has this number.'),
    });
  return problems;
}

/** Policies that ask for a contract. */
export function policiesAsking(
  policies: Iterable<Policy>,
  contractId: string,
): readonly SlaPolicyDocument[] {
  return [...policies].filter(
    (policy): policy is SlaPolicyDocument =>
      policy.kind === 'sla' &&
      policy.removedAt === undefined &&
      (policy.conditions ?? []).some(
        ({ field, anyOf }) => field === 'contract' && anyOf.includes(contractId),
      ),
  );
}
