import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { Place, Team } from '../../../../shared/model/reference.ts';
import { useReference } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { pathOf } from '../../../state/routes.ts';
import type { Route } from '../../../state/routes.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { IconName } from '../../../ui/icon.tsx';
import type { Option } from '../../../ui/option.ts';
import { toast } from '../../../ui/toast.ts';
import type { CalendarActs, Outcome } from './calendar-acts.ts';
import { usersCount } from './calendar-facts.ts';
import type { CalendarUsers } from './calendar-facts.ts';

interface UsedByProps {
  readonly calendar: CalendarPolicy;
  readonly users: CalendarUsers;
  readonly readOnly: boolean;
  readonly acts: CalendarActs;
}

/** Places in which people sit; a rack has no hours. */
const KINDS: ReadonlySet<Place['kind']> = new Set(['site', 'building', 'stockroom']);

type Owner = Team | Place;

function ownersOf({ people, places }: ReferenceSnapshot): readonly Owner[] {
  const teams = [...people.values()].filter(
    (party): party is Team => party.kind === 'team' && !party.removedAt,
  );
  const sites = [...places.values()].filter((place) => !place.removedAt && KINDS.has(place.kind));
  return [...teams, ...sites].sort((a, b) => a.name.localeCompare(b.name));
}

function say(outcome: Outcome): void {
  if (outcome !== undefined) toast({ text: outcome, tone: 'danger' });
}

function AddOwner({ calendar, acts }: Pick<UsedByProps, 'calendar' | 'acts'>): ReactElement {
  const reference = useReference();
  const owners = useMemo(
    () => ownersOf(reference).filter(({ calendarId }) => calendarId !== calendar.id),
    [reference, calendar.id],
  );
  const options = owners.map((owner): Option => {
    const kind = owner.kind === 'team' ? t('Team') : t('Place');
    const other = owner.calendarId && reference.policies.get(owner.calendarId);
    const has =
      other && 'name' in other ? t('now counts by {{calendar}}', { calendar: other.name }) : '';
    return {
      value: owner.id,
      label: owner.name,
      detail: has ? `${kind}, ${has}` : kind,
    };
  });
  return (
    <Combobox
      label={t('Add a team or a place')}
      placeholder={t('Add a team or a place')}
      value=""
      options={options}
      onChange={(id) => {
        const owner = owners.find((each) => each.id === id);
        if (owner) void acts.assign(owner, calendar.id).then(say);
      }}
    />
  );
}

function Owners(props: {
  readonly owners: readonly Owner[];
  readonly icon: IconName;
  readonly readOnly: boolean;
  readonly acts: CalendarActs;
}): ReactElement {
  return (
    <>
      {props.owners.map((owner) => (
        <li key={owner.id} className="cal-user">
          <Icon name={props.icon} size={14} />
          <span className="grow cut">{owner.name}</span>
          {props.readOnly ? null : (
            <IconButton
              icon="close"
              size="sm"
              label={t('Take the calendar off {{name}}', { name: owner.name })}
              onClick={() => void props.acts.assign(owner, null).then(say)}
            />
          )}
        </li>
      ))}
    </>
  );
}

function PolicyLink({ id, name }: { readonly id: string; readonly name: string }): ReactElement {
  const go = useNavigation((state) => state.go);
  const route: Route = { kind: 'service-levels', page: 'policies', id };
  return (
    <a
      className="grow cut"
      href={pathOf(route)}
      onClick={(event) => {
        event.preventDefault();
        go(route);
      }}
    >
      {name}
    </a>
  );
}

/** Policies that count by the calendar, and the teams and places whose hours it is. */
export function UsedBySection({ calendar, users, readOnly, acts }: UsedByProps): ReactElement {
  return (
    <section className="cal-section" aria-labelledby="cal-users">
      <div className="cal-section__head">
        <h3 id="cal-users">{t('Used by')}</h3>
        <span className="t3 tnum">{usersCount(users)}</span>
      </div>
      <p className="t3 t12">
        {t(
          'Policies that ask for the hours of a team or a place take the calendar that is given to it here.',
        )}
      </p>
      <ul>
        {users.policies.map((policy) => (
          <li key={policy.id} className="cal-user">
            <Icon name="shield" size={14} />
            <PolicyLink id={policy.id} name={policy.name} />
          </li>
        ))}
        <Owners owners={users.teams} icon="group" readOnly={readOnly} acts={acts} />
        <Owners owners={users.places} icon="pin" readOnly={readOnly} acts={acts} />
      </ul>
      {readOnly ? null : <AddOwner calendar={calendar} acts={acts} />}
    </section>
  );
}
