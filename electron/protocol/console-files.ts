import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileHeaders } from './response-headers.ts';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

// No dot in front: neither `..` nor a hidden file can be named.
const FILE_SEGMENT = /^[\w@+~-][\w.@+~-]*$/;

export interface ConsoleFile {
  /** Path below the folder of the renderer, with `/`. */
  readonly name: string;
  readonly contentType: string;
}

/**
 * The file a path of `app://console` stands for. A path whose last part does not end like a file we
 * ship is a route of the application and gets `index.html`. Null where the path is malformed.
 *
 * @param pathname as in the URL, still percent-encoded.
 */
export function findConsoleFile(pathname: string): ConsoleFile | null {
  const segments = decodeSegments(pathname);
  if (segments === null) return null;
  const contentType = CONTENT_TYPES[path.posix.extname(segments.at(-1) ?? '').toLowerCase()];
  if (contentType === undefined) {
    return { name: 'index.html', contentType: 'text/html; charset=utf-8' };
  }
  if (!segments.every((segment) => FILE_SEGMENT.test(segment))) return null;
  return { name: segments.join('/'), contentType };
}

/** Answers with a file of the built renderer. */
export async function serveConsoleFile(folder: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return plain(405, 'The console’s own files can only be read.');
  }
  const file = findConsoleFile(new URL(request.url).pathname);
  if (file === null) return plain(400, 'This is no path of the console.');
  try {
    const content = await readFile(path.join(folder, file.name));
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(content), {
      headers: fileHeaders(file.contentType),
    });
  } catch {
    const hint = file.name === 'index.html' ? ' Build it with: npm run build' : '';
    return plain(404, `The console has no file ${file.name}.${hint}`);
  }
}

function decodeSegments(pathname: string): readonly string[] | null {
  try {
    return pathname
      .slice(1)
      .split('/')
      .map((segment) => decodeURIComponent(segment));
  } catch {
    return null;
  }
}

function plain(status: number, sentence: string): Response {
  return new Response(sentence, { status, headers: fileHeaders('text/plain; charset=utf-8') });
}
