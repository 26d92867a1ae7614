import { createContext } from 'react';
import type { ArticlePicture } from '../../../../shared/model/reference.ts';

/** What is needed to draw a picture. */
export type PictureData = Pick<
  ArticlePicture,
  'name' | 'mediaType' | 'data' | 'widthPixels' | 'heightPixels'
>;

/** Pictures that were put into a text and are not stored as documents yet, by id. */
export const PendingPicturesContext = createContext<ReadonlyMap<string, PictureData>>(new Map());

const REFERENCE = /^outpost-picture:(article:[0-7][0-9A-HJKMNP-TV-Z]{25})$/;
const MEDIA_TYPES: readonly string[] = ['image/png', 'image/jpeg', 'image/webp'];
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The id of the picture that an address means; null for whatever is no picture of the replica. */
export function pictureIdOf(address: string): string | null {
  return REFERENCE.exec(address)?.[1] ?? null;
}

/** The address of a picture in Markdown. */
export function pictureAddress(id: string): string {
  return `outpost-picture:${id}`;
}

/**
 * A picture as an address that holds it; null where it is of a kind that is not drawn. What stands
 * in the document may have been written by anybody.
 */
export function pictureSource({ mediaType, data }: PictureData): string | null {
  if (!MEDIA_TYPES.includes(mediaType) || !BASE64.test(data)) return null;
  return `data:${mediaType};base64,${data}`;
}
