import { partRanges } from '../../shared/model/blob.ts';
import { sha256Of } from './digest.ts';

/** A file taken apart: its own hash and those of its parts, in order. */
export interface SplitFile {
  readonly sha256: string;
  readonly parts: readonly string[];
}

/**
 * Hashes a file and its parts. The whole of it (at most 100 MB) is in memory once, because the
 * platform has no hash that takes it bit by bit; parts are read again when they are stored.
 */
export async function splitFile(file: Blob): Promise<SplitFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts: string[] = [];
  for (const { start, end } of partRanges(bytes.length)) {
    parts.push(await sha256Of(bytes.subarray(start, end)));
  }
  const [only] = parts;
  const sha256 = parts.length === 1 && only !== undefined ? only : await sha256Of(bytes);
  return { sha256, parts };
}
