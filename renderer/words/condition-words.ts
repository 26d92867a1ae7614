import { assertNever } from '../../shared/model/assert-never.ts';
import type { SlaCondition, SlaConditionField } from '../../shared/model/policy.ts';
import type { ReferenceSnapshot } from '../replica/reference.ts';
import { currentLocale, msg, t } from '../ui/i18n.ts';
import { originLabel } from './ticket-words.ts';

/** Names behind the ids of a policy. */
export type PolicyNames = Pick<ReferenceSnapshot, 'people' | 'places' | 'catalog' | 'policies'>;

/** One of several with an "or" before the last. */
export function orList(values: readonly string[]): string {
  return new Intl.ListFormat(currentLocale(), { type: 'disjunction' }).format(values);
}

const FIELDS: Readonly<
  Record<SlaConditionField, { readonly name: string; readonly is: string; readonly not: string }>
> = {
  priority: {
    name: msg('Priority'),
    is: msg('priority {{values}}'),
    not: msg('not priority {{values}}'),
  },
  category: {
    name: msg('Category'),
    is: msg('category {{values}}'),
    not: msg('not category {{values}}'),
  },
  subcategory: {
    name: msg('Subcategory'),
    is: msg('subcategory {{values}}'),
    not: msg('not subcategory {{values}}'),
  },
  service: {
    name: msg('Service'),
    is: msg('service {{values}}'),
    not: msg('not service {{values}}'),
  },
  site: { name: msg('Site'), is: msg('at {{values}}'), not: msg('not at {{values}}') },
  team: {
    name: msg('Team'),
    is: msg('with the team {{values}}'),
    not: msg('not with the team {{values}}'),
  },
  origin: {
    name: msg('How it came in'),
    is: msg('came by {{values}}'),
    not: msg('did not come by {{values}}'),
  },
  vip: { name: msg('VIP requester'), is: msg('VIP requesters'), not: msg('no VIP requesters') },
  major: {
    name: msg('Major incident'),
    is: msg('major incidents only'),
    not: msg('no major incidents'),
  },
  contract: {
    name: msg('Contract'),
    is: msg('under the contract {{values}}'),
    not: msg('not under the contract {{values}}'),
  },
};

/** What a condition asks for. */
export function conditionFieldName(field: SlaConditionField): string {
  return t(FIELDS[field].name);
}

/** A value of a condition as people call it; an id of what is gone stays as it is. */
export function conditionValue(
  field: SlaConditionField,
  value: string,
  names: PolicyNames,
): string {
  switch (field) {
    case 'service':
    case 'contract':
      return names.catalog.get(value)?.name ?? value;
    case 'site':
      return names.places.get(value)?.name ?? value;
    case 'team':
      return names.people.get(value)?.name ?? value;
    case 'origin':
      return originLabel(value);
    case 'vip':
    case 'major':
      return value === 'yes' ? t('yes') : t('no');
    case 'priority':
    case 'category':
    case 'subcategory':
      return value;
    default:
      return assertNever(field);
  }
}

/** A condition of a policy: "at Leipzig or Graz", "no VIP requesters". */
export function conditionText({ field, anyOf, not }: SlaCondition, names: PolicyNames): string {
  if (field === 'vip' || field === 'major') {
    const isYes = anyOf.includes('yes') !== (not ?? false);
    return t(isYes ? FIELDS[field].is : FIELDS[field].not);
  }
  const values = orList(anyOf.map((value) => conditionValue(field, value, names)));
  return t(not === true ? FIELDS[field].not : FIELDS[field].is, { values });
}
