import type { Level, Priority, TicketKind } from '../../../shared/model/ticket.ts';
import { ORIGINS } from '../../../shared/model/ticket.ts';
import type { Person } from '../../../shared/model/reference.ts';
import type { Standing } from '../../../shared/desk/shifts.ts';
import type { StandingOf } from '../../replica/desk-people.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { peopleOf, policiesOf, teamsOf } from '../../replica/reference.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { DutyMark } from '../../ui/duty-mark.tsx';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/i18n.ts';
import type { Option } from '../../ui/option.ts';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { dutyState, standingLabel } from '../../words/duty-words.ts';
import { levelLabel, originIcon, originLabel } from '../../words/ticket-words.ts';

function byLabel(a: Option, b: Option): number {
  return a.label.localeCompare(b.label);
}

function personOption(person: Person, detail: string): Option {
  return {
    value: person.id,
    label: person.name,
    mark: <Avatar name={person.name} decorative />,
    ...(detail === '' ? {} : { detail }),
  };
}

/** Who can be given work: me first, then my ticket's group, then everybody who signs in. */
export function agentOptions(
  reference: ReferenceSnapshot,
  me: Person | null,
  teamId: string | undefined,
  standingOf?: StandingOf,
): readonly Option[] {
  const teamNames = (person: Person): string =>
    person.teamIds.map((id) => reference.people.get(id)?.name ?? '').join(', ');
  const rank = (person: Person): number => {
    if (person.id === me?.id) return 0;
    return teamId !== undefined && person.teamIds.some((id) => id === teamId) ? 1 : 2;
  };
  return peopleOf(reference)
    .filter((person) => person.userName !== undefined && person.removedAt === undefined)
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
    .map((person) => {
      const detail = person.id === me?.id ? t('That is me') : teamNames(person);
      return withStanding(personOption(person, detail), standingOf?.(person.id) ?? 'unplanned');
    });
}

/** By shape and word; those whom no plan names stay as they are. */
function withStanding(option: Option, standing: Standing): Option {
  const state = dutyState(standing);
  if (state === null) return option;
  const detail = [standingLabel(standing), option.detail].filter(Boolean).join(', ');
  const mark = (
    <span className="duty-av">
      {option.mark}
      <DutyMark state={state} size={12} />
    </span>
  );
  return { ...option, detail, mark };
}

export function requesterOptions(reference: ReferenceSnapshot): readonly Option[] {
  return peopleOf(reference)
    .filter((person) => person.removedAt === undefined)
    .map((person) => {
      const site = person.siteId ? reference.places.get(person.siteId)?.name : undefined;
      return personOption(person, [person.jobTitle, site].filter(Boolean).join(', '));
    })
    .sort(byLabel);
}

export function teamOptions(reference: ReferenceSnapshot): readonly Option[] {
  return teamsOf(reference)
    .filter((team) => team.removedAt === undefined)
    .map((team) => ({ value: team.id, label: team.name }))
    .sort(byLabel);
}

/** Sites, and the place a ticket already names whatever it is. */
export function siteOptions(
  reference: ReferenceSnapshot,
  currentId: string | undefined,
): readonly Option[] {
  return [...reference.places.values()]
    .filter((place) => place.kind === 'site' || place.id === currentId)
    .map((place) => ({
      value: place.id,
      label: place.name,
      ...(place.address ? { detail: place.address } : {}),
    }))
    .sort(byLabel);
}

export function serviceOptions(reference: ReferenceSnapshot): readonly Option[] {
  return [...reference.catalog.values()]
    .filter((entry) => entry.kind === 'service' && entry.removedAt === undefined)
    .map((entry) => ({ value: entry.id, label: entry.name }))
    .sort(byLabel);
}

/** Stands between a category and its subcategory in an option's value. */
const SEPARATOR = '\n';

export function categoryValue(category: string | undefined, sub: string | undefined): string {
  if (category === undefined) return '';
  return sub === undefined ? category : `${category}${SEPARATOR}${sub}`;
}

export function categoryOf(value: string): {
  readonly category: string | undefined;
  readonly subcategory: string | undefined;
} {
  const [category, subcategory] = value.split(SEPARATOR);
  return { category: category === '' ? undefined : category, subcategory };
}

/** "Peripherals › Printer driver" */
export function categoryText(value: string): string {
  return value.split(SEPARATOR).join(' › ');
}

/** Categories with their subcategories, and the one a ticket already has. */
export function categoryOptions(
  reference: ReferenceSnapshot,
  kind: TicketKind,
  currentValue: string,
): readonly Option[] {
  const values = policiesOf(reference, 'category')
    .filter((each) => each.ticketKinds.includes(kind))
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((each) => [
      categoryValue(each.name, undefined),
      ...each.subcategories.map((sub) => categoryValue(each.name, sub)),
    ]);
  const all =
    currentValue === '' || values.includes(currentValue) ? values : [currentValue, ...values];
  return all.map((value) => ({ value, label: categoryText(value) }));
}

/** The group a category goes to unless told. */
export function teamOfCategory(
  reference: ReferenceSnapshot,
  category: string | undefined,
): string | undefined {
  return policiesOf(reference, 'category').find((each) => each.name === category)?.defaultTeamId;
}

export function originOptions(): readonly Option[] {
  return ORIGINS.map((value) => ({
    value,
    label: originLabel(value),
    mark: <Icon name={originIcon(value)} size={14} />,
  }));
}

const LEVELS: readonly Level[] = [1, 2, 3];

export function levelOf(value: string): Level {
  return value === '1' ? 1 : value === '2' ? 2 : 3;
}

/** Levels, each with the priority it leads to. */
export function levelOptions(priorityAt: (level: Level) => Priority): readonly Option[] {
  return LEVELS.map((level) => {
    const priority = priorityAt(level);
    return {
      value: String(level),
      label: levelLabel(level),
      detail: t('Priority {{priority}}', { priority }),
      mark: <PriorityMark priority={priority} digit={false} />,
    };
  });
}
