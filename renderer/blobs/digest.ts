const HEX = Array.from({ length: 256 }, (_each, byte) => byte.toString(16).padStart(2, '0'));

/** SHA-256 in lower-case hexadecimal digits; computed off the main thread by the platform. */
export async function sha256Of(bytes: ArrayBuffer | Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => HEX[byte] ?? '').join('');
}
