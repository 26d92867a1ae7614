import { SCHEMA_VERSION } from './envelope.ts';

/** One step per schema version: from the version in the key to the next. A step never throws. */
type UpgradeStep = (document: Record<string, unknown>) => Record<string, unknown>;

const STEPS: Readonly<Record<number, UpgradeStep>> = {};

/**
 * Brings a document of any earlier schema to this build's (L18). Unknown fields stay: a newer
 * console wrote them. The only place where defaults are applied; used by pull, by comparisons and
 * by migrations.
 */
export function upgrade(document: Record<string, unknown>): Record<string, unknown> {
  let current = document;
  const stated = current['schemaVersion'];
  for (let at = typeof stated === 'number' ? stated : 1; at < SCHEMA_VERSION; at += 1) {
    const step = STEPS[at];
    if (step) current = { ...step(current), schemaVersion: at + 1 };
  }
  return current;
}
