import { glpi } from './preset-glpi.ts';
import { osticket, zammad } from './preset-helpdesks.ts';
import { servicenow } from './preset-servicenow.ts';
import { COMMON_WORDS, type Preset } from './preset.ts';

export const PRESETS: readonly Preset[] = [servicenow, glpi, zammad, osticket];
export type PresetId = Preset['id'];

export function presetOf(id: string): Preset | undefined {
  return PRESETS.find((preset) => preset.id === id);
}

/** Any other tool: the headers all of them know, without a word that means one thing only in one. */
export const PLAIN_WORDS: Preset['words'] = COMMON_WORDS;
