/** How the bytes of a file become text; names as `TextDecoder` takes them. */
export type TextEncoding = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

export type SniffedText =
  | { readonly encoding: TextEncoding; readonly hasMark: boolean }
  | { readonly problem: 'binary' | 'workbook' | 'packed' | 'empty' };

/** More than any export of a service desk; a larger file is refused before it is read. */
export const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Bytes in which a NUL gives a binary file away. */
const LOOKED_AT = 65_536;

function startsWith(bytes: Uint8Array, ...start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

/** Bytes that follow a first byte of UTF-8 (RFC 3629), or -1 where none may start so. */
function followers(byte: number): number {
  if (byte < 0x80) return 0;
  if (byte >= 0xc2 && byte <= 0xdf) return 1;
  if (byte >= 0xe0 && byte <= 0xef) return 2;
  return byte >= 0xf0 && byte <= 0xf4 ? 3 : -1;
}

function isUtf8(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) {
    let more = followers(bytes[at]!);
    if (more < 0) return false;
    for (; more > 0; more -= 1) {
      at += 1;
      const next = bytes[at];
      if (next === undefined || (next & 0xc0) !== 0x80) return false;
    }
  }
  return true;
}

/** Decides by the bytes alone: marks first, then whether they are UTF-8; what is not is Western. */
export function sniffText(bytes: Uint8Array): SniffedText {
  if (bytes.length === 0) return { problem: 'empty' };
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'utf-8', hasMark: true };
  if (startsWith(bytes, 0xff, 0xfe)) return { encoding: 'utf-16le', hasMark: true };
  if (startsWith(bytes, 0xfe, 0xff)) return { encoding: 'utf-16be', hasMark: true };
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04)) return { problem: 'workbook' };
  if (startsWith(bytes, 0x1f, 0x8b)) return { problem: 'packed' };
  if (bytes.subarray(0, LOOKED_AT).includes(0)) return { problem: 'binary' };
  return { encoding: isUtf8(bytes) ? 'utf-8' : 'windows-1252', hasMark: false };
}
