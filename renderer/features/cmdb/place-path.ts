import type { Place } from '../../../shared/model/reference.ts';

export type PlaceMap = ReadonlyMap<string, Place>;

/** From the site down to the place itself; a circle of places ends where it closes. */
export function placeLine(places: PlaceMap, placeId: string | undefined): readonly Place[] {
  const line: Place[] = [];
  const seen = new Set<string>();
  for (let at = placeId; at !== undefined && !seen.has(at);) {
    seen.add(at);
    const place = places.get(at);
    if (!place) break;
    line.unshift(place);
    at = place.parentId;
  }
  return line;
}

/** `Leipzig › Server room › Rack 07`. */
export function placeText(places: PlaceMap, placeId: string | undefined): string {
  return placeLine(places, placeId)
    .map((place) => place.name)
    .join(' › ');
}

/** The site a place belongs to. */
export function siteOf(places: PlaceMap, placeId: string | undefined): Place | undefined {
  return placeLine(places, placeId)[0];
}

/** The place and everything in it. */
export function placeIdsUnder(places: PlaceMap, placeId: string): ReadonlySet<string> {
  const ids = new Set([placeId]);
  for (const id of places.keys()) {
    if (placeLine(places, id).some((ancestor) => ancestor.id === placeId)) ids.add(id);
  }
  return ids;
}
