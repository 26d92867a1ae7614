import type { PdfRequest } from '../../shared/protocol/ipc.ts';
import { isRecord } from '../system/profile-file.ts';

/** A name and nothing else: no folder, no control characters, no dot in front. */
const FILE_NAME = /^[\p{L}\p{N}_][\p{L}\p{N} _.-]{0,120}\.pdf$/u;
const LONGEST_TEXT = 600;

/** Reads what a window asks to be printed; null where it is not of the contract. */
export function readPdfRequest([request, ...rest]: readonly unknown[]):
  readonly [PdfRequest] | null {
  if (!isRecord(request) || rest.length > 0) return null;
  const { fileName, header, footer, pageOf } = request;
  if (typeof fileName !== 'string' || !FILE_NAME.test(fileName)) return null;
  if (!isText(header) || !isText(footer) || !isText(pageOf)) return null;
  return [{ fileName, header, footer, pageOf }];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_TEXT;
}
