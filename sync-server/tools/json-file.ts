import { readFileSync } from 'node:fs';

/** A file that a command cannot work with, in a sentence. */
export class FileError extends Error {
  override readonly name = 'FileError';
  /** The same file fails again until somebody corrects it. */
  readonly canRetry = false;
}

/** The JSON value in a file. @throws FileError where it cannot be read or is no JSON. */
export function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new FileError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, '')) as unknown;
  } catch (error) {
    throw new FileError(`${file} is not JSON: ${(error as Error).message}`);
  }
}
