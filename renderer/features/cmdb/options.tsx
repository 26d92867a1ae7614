import type { ItemRow } from '../../replica/rows.ts';
import { peopleOf, teamsOf } from '../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { foldText, OPTION_LIMIT } from '../../ui/option.ts';
import type { Option } from '../../ui/option.ts';
import { classNameOf } from './item-classes.ts';
import type { ClassMap } from './item-classes.ts';
import { placeLine, placeText } from './place-path.ts';
import type { PlaceMap } from './place-path.ts';
import { StatusMark } from './status-mark.tsx';

function byLabel(a: Option, b: Option): number {
  return a.label.localeCompare(b.label);
}

/** Places by their whole path, so that "Leipzig rack 07" finds one. */
export function placeOptions(places: PlaceMap): readonly Option[] {
  return [...places.values()]
    .filter((place) => !place.removedAt)
    .map((place) => ({ value: place.id, label: placeText(places, place.id), detail: place.code }))
    .sort(byLabel);
}

/** People with their job and site. */
export function personOptions(reference: ReferenceSnapshot): readonly Option[] {
  return peopleOf(reference)
    .filter((person) => !person.removedAt)
    .map((person) => {
      const site = placeLine(reference.places, person.siteId)[0]?.name;
      const detail = [person.jobTitle, site].filter(Boolean).join(', ');
      return {
        value: person.id,
        label: person.name,
        mark: <Avatar name={person.name} />,
        ...(detail ? { detail } : {}),
      };
    })
    .sort(byLabel);
}

export function teamOptions(reference: ReferenceSnapshot): readonly Option[] {
  return teamsOf(reference)
    .filter((team) => !team.removedAt)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort(byLabel);
}

export function classOptions(classes: ClassMap): readonly Option[] {
  return [...classes.values()].map(({ key, name }) => ({ value: key, label: name })).sort(byLabel);
}

/**
 * Items in which every typed word begins a part of name, number or tag. Looks at rows one after the
 * other and ends when the list is full, so that 100,000 items answer at once.
 */
export function findItems(
  rows: readonly ItemRow[],
  query: string,
  classes: ClassMap,
  leaveOut: ReadonlySet<string>,
): readonly Option[] {
  const words = foldText(query).split(/\s+/).filter(Boolean);
  const found: Option[] = [];
  for (const row of rows) {
    if (found.length >= OPTION_LIMIT) break;
    if (leaveOut.has(row.id)) continue;
    const text = `${row.name} ${row.number} ${row.assetTag ?? ''}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    found.push({
      value: row.id,
      label: row.name,
      detail: `${classNameOf(classes, row.className)}, ${row.number}`,
      mark: <StatusMark status={row.status} />,
    });
  }
  return found;
}
