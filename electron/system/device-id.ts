import path from 'node:path';
import { isRecord, readProfileFile, writeProfileFile } from './profile-file.ts';

const CONSONANTS = 'bdfghjklmnprstvz';
const VOWELS = 'aiou';

/** 48 bits: among 10,000 machines two get the same name with a chance of 2 in 10 million. */
export const DEVICE_ID_BYTES = 6;
const DEVICE_ID = /^[bdfghjklmnprstvzaiou]{5}(?:-[bdfghjklmnprstvzaiou]{5}){2}$/;

/**
 * Turns random bytes into words one can read aloud on the telephone, five letters for every two
 * bytes: `lusab-babad-gutih`.
 *
 * Source: D. S. Wilkerson, "A Proposal for Proquints", 2009, https://arxiv.org/html/0901.4016
 */
export function spellDeviceId(bytes: Uint8Array): string {
  const words: string[] = [];
  for (let i = 0; i + 1 < bytes.length; i += 2) {
    const bits = ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
    words.push(
      consonant(bits >> 12) +
        vowel(bits >> 10) +
        consonant(bits >> 6) +
        vowel(bits >> 4) +
        consonant(bits),
    );
  }
  return words.join('-');
}

/** The name of this machine and profile: made at the first start, the same for ever after. */
export function loadDeviceId(profile: string, randomBytes: (size: number) => Uint8Array): string {
  const file = path.join(profile, 'device.json');
  const stored = readProfileFile(file);
  if (isRecord(stored) && typeof stored['deviceId'] === 'string') {
    if (DEVICE_ID.test(stored['deviceId'])) return stored['deviceId'];
  }
  const deviceId = spellDeviceId(randomBytes(DEVICE_ID_BYTES));
  writeProfileFile(file, { deviceId });
  return deviceId;
}

function consonant(bits: number): string {
  return CONSONANTS.charAt(bits & 0b1111);
}

function vowel(bits: number): string {
  return VOWELS.charAt(bits & 0b11);
}
