import { isPicture, MAX_PREVIEW_BYTES } from '../../shared/model/blob.ts';

/** Longest side and quality, from the best to what fits always. */
const ATTEMPTS: readonly { readonly side: number; readonly quality: number }[] = [
  { side: 320, quality: 0.7 },
  { side: 320, quality: 0.45 },
  { side: 240, quality: 0.5 },
  { side: 160, quality: 0.5 },
  { side: 96, quality: 0.4 },
];
/** Decoding takes four bytes a pixel, whatever the file has; larger ones go without a picture. */
const MAX_PICTURE_BYTES = 30_000_000;
/** `String.fromCharCode` takes its characters as arguments, of which there is a limit. */
const CHUNK = 8192;

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text);
}

async function draw(picture: ImageBitmap, side: number, quality: number): Promise<Blob> {
  const scale = Math.min(1, side / Math.max(picture.width, picture.height));
  const width = Math.max(1, Math.round(picture.width * scale));
  const height = Math.max(1, Math.round(picture.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(picture, 0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/webp', quality });
}

/**
 * A small WebP of a picture in base64, at most 12 kB: turned the right way up, and without place,
 * camera and whatever else the file tells, because it is drawn anew. Undefined for what is no picture
 * or cannot be decoded.
 */
export async function makePreview(file: Blob, mediaType: string): Promise<string | undefined> {
  if (!isPicture(mediaType) || file.size > MAX_PICTURE_BYTES) return undefined;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    try {
      for (const { side, quality } of ATTEMPTS) {
        const drawn = await draw(picture, side, quality);
        if (drawn.size > MAX_PREVIEW_BYTES) continue;
        return base64Of(new Uint8Array(await drawn.arrayBuffer()));
      }
    } finally {
      picture.close();
    }
  } catch {
    // No picture after all, whatever its name says: it is attached like any other file.
  }
  return undefined;
}
