import type { PictureData } from '../markdown/picture-reference.ts';

/** What a picture of an article may weigh, in bytes. */
export const MOST_PICTURE_BYTES = 400_000;
/** Sides longer than this are not seen in a text of 72 characters. */
const LONGEST_SIDE = 1_600;
const QUALITIES = [0.86, 0.72, 0.55] as const;
const KEPT_AS_THEY_ARE: readonly string[] = ['image/png', 'image/webp'];

export interface PictureTry {
  readonly width: number;
  readonly height: number;
  /** Of WebP, from 0 to 1. */
  readonly quality: number;
}

/** Sizes and qualities to try, best first, until one is light enough. */
export function triesFor(width: number, height: number): readonly PictureTry[] {
  const longest = Math.max(width, height);
  const sides = [LONGEST_SIDE, 1_200, 900, 640, 420].filter((side) => side < longest);
  const scales =
    longest <= LONGEST_SIDE
      ? [1, ...sides.map((side) => side / longest)]
      : sides.map((side) => side / longest);
  return scales.flatMap((scale) =>
    QUALITIES.map((quality) => ({
      width: Math.max(1, Math.round(width * scale)),
      height: Math.max(1, Math.round(height * scale)),
      quality,
    })),
  );
}

/** In portions: an argument list takes no 400,000 numbers. */
async function toBase64(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) {
    text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  }
  return btoa(text);
}

async function draw(bitmap: ImageBitmap, { width, height, quality }: PictureTry): Promise<Blob> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0, width, height);
  return canvas.convertToBlob({ type: 'image/webp', quality });
}

async function lightest(file: File, bitmap: ImageBitmap): Promise<readonly [Blob, PictureTry]> {
  const { width, height } = bitmap;
  const isFine = KEPT_AS_THEY_ARE.includes(file.type) && file.size <= MOST_PICTURE_BYTES;
  if (isFine && Math.max(width, height) <= LONGEST_SIDE) {
    return [file, { width, height, quality: 1 }];
  }
  for (const attempt of triesFor(width, height)) {
    const blob = await draw(bitmap, attempt);
    if (blob.size <= MOST_PICTURE_BYTES) return [blob, attempt];
  }
  throw new Error('No size of this picture is light enough.');
}

/**
 * A picture small enough to be on every machine: drawn anew where it is large, so that what a camera
 * wrote into it, such as its place, is gone as well.
 * @throws where the file is no picture that can be drawn.
 */
export async function shrinkPicture(file: File): Promise<PictureData> {
  const bitmap = await createImageBitmap(file);
  try {
    const [blob, { width, height }] = await lightest(file, bitmap);
    return {
      name: file.name.slice(0, 200),
      mediaType: blob.type,
      data: await toBase64(blob),
      widthPixels: width,
      heightPixels: height,
    };
  } finally {
    bitmap.close();
  }
}
