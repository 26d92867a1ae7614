import { REFERENCE_DATABASE, SCOPE_DATABASE_PREFIX } from '../../../shared/model/collections.ts';
import { t } from '../../ui/i18n.ts';

/** A database or scope as people call it: "Leipzig", or what everybody shares. */
export function databaseName(database: string): string {
  if (database === REFERENCE_DATABASE) return t('What everybody shares');
  const scope = database.startsWith(SCOPE_DATABASE_PREFIX)
    ? database.slice(SCOPE_DATABASE_PREFIX.length)
    : database;
  return scope
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
