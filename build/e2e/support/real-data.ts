import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../../runtime/paths.ts';

const FOLDER = path.resolve(ROOT, '../shared/data');

export interface RealData {
  readonly incidents: string;
  readonly knowledge: string;
}

/** Records of real organisations beside the repository; null where nobody put them there. */
export function findRealData(): RealData | null {
  const incidents = path.join(FOLDER, 'incidents-full.jsonl.gz');
  const knowledge = path.join(FOLDER, 'knowledge.jsonl');
  return existsSync(incidents) && existsSync(knowledge) ? { incidents, knowledge } : null;
}
