import { useMemo } from 'react';
import { useReference, useVersion, useWorkspace } from '../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { Workspace } from '../../replica/workspace.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import { t } from '../../ui/i18n.ts';
import { classIconOf, classNameOf } from './item-classes.ts';
import { placeLine } from './place-path.ts';
import { SERVICE_CLASS } from '../../replica/relation-store.ts';
import { statusAside } from './words.ts';

/** What is said about a record in a box, a list or a link. */
export interface RecordFacts {
  readonly id: string;
  readonly name: string;
  readonly icon: IconName;
  /** `Label printer`, `Service`, `Incident`. */
  readonly kindName: string;
  readonly className: string;
  /** Of items and services. */
  readonly status: string | undefined;
  readonly placeId: string;
  readonly placeName: string;
  readonly siteId: string;
  readonly siteName: string;
  readonly isService: boolean;
  /** False for what has no screen of its own. */
  readonly canOpen: boolean;
}

export type FactsOf = (id: string) => RecordFacts;

const TICKET_ICONS: Readonly<Record<string, IconName>> = {
  incident: 'incident',
  problem: 'problem',
  change: 'change',
  request: 'request',
  task: 'check',
};

function nothing(id: string): RecordFacts {
  return {
    id,
    name: t('Record that is not here'),
    icon: 'question',
    kindName: '',
    className: '',
    status: undefined,
    placeId: '',
    placeName: '',
    siteId: '',
    siteName: '',
    isService: false,
    canOpen: false,
  };
}

function read(id: string, workspace: Workspace, reference: ReferenceSnapshot): RecordFacts {
  const item = workspace.items.get(id);
  if (item) {
    const line = placeLine(reference.places, item.placeId);
    return {
      ...nothing(id),
      name: item.name,
      icon: classIconOf(reference.classes, item.className),
      kindName: classNameOf(reference.classes, item.className),
      className: item.className,
      status: item.status,
      placeId: item.placeId ?? '',
      placeName: line.at(-1)?.name ?? '',
      siteId: line[0]?.id ?? '',
      siteName: line[0]?.name ?? '',
      canOpen: true,
    };
  }
  const entry = reference.catalog.get(id);
  if (entry) {
    return {
      ...nothing(id),
      name: entry.name,
      icon: 'service',
      kindName: t('Service'),
      className: SERVICE_CLASS,
      status: entry.kind === 'service' ? entry.status : undefined,
      isService: true,
    };
  }
  const ticket = workspace.tickets.get(id);
  if (ticket) {
    const icon = TICKET_ICONS[ticket.kind] ?? 'request';
    return { ...nothing(id), name: `${ticket.number} ${ticket.title}`, icon, canOpen: true };
  }
  const article = workspace.articles.get(id);
  if (article) return { ...nothing(id), name: article.title, icon: 'book', canOpen: true };
  const place = reference.places.get(id);
  if (place) return { ...nothing(id), name: place.name, icon: 'pin' };
  const party = reference.people.get(id);
  return party ? { ...nothing(id), name: party.name, icon: 'user' } : nothing(id);
}

/** Remembers what it read; `_version` names the rows it reads from. */
function remembering(
  workspace: Workspace,
  reference: ReferenceSnapshot,
  _version: string,
): FactsOf {
  const known = new Map<string, RecordFacts>();
  return (id) => {
    const present = known.get(id);
    if (present) return present;
    const made = read(id, workspace, reference);
    known.set(id, made);
    return made;
  };
}

/** Facts of any record by id, from memory, live. */
export function useRecordFacts(): FactsOf {
  const workspace = useWorkspace();
  const reference = useReference();
  const version = [
    useVersion(workspace.items),
    useVersion(workspace.tickets),
    useVersion(workspace.articles),
  ].join();
  return useMemo(() => remembering(workspace, reference, version), [workspace, reference, version]);
}

/** `Label printer, degraded`. */
export function kindAndStatus({ kindName, status }: RecordFacts): string {
  return status === undefined ? kindName : `${kindName}, ${statusAside(status)}`;
}
