import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

/** Reads a JSON file of the profile; null where it is missing or is no JSON. */
export function readProfileFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * Writes a JSON file of the profile whole or not at all: beside the target, flushed, renamed.
 * Only this user may read it (mode 600; Windows keeps the profile private by its folder).
 */
export function writeProfileFile(file: string, value: unknown): void {
  const temporary = `${file}.${String(process.pid)}.tmp`;
  const handle = openSync(temporary, 'w', 0o600);
  try {
    writeFileSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(temporary, file);
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
