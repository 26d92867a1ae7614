import { formatBytes } from './format.ts';
import { t } from './i18n.ts';

/** Where a file stands between this machine and the server. */
export type FileViewState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'sending'; readonly bytes: number; readonly total: number }
  | {
      readonly kind: 'refused';
      readonly note: {
        readonly code: 'server' | 'too-often' | 'damaged-here';
        readonly message: string;
      };
    }
  | { readonly kind: 'fetching'; readonly bytes: number; readonly total: number }
  | { readonly kind: 'here' }
  | {
      readonly kind: 'absent';
      readonly note: {
        readonly code: 'not-there' | 'damaged' | 'unreachable' | 'no-storage';
        readonly message: string;
      } | null;
    };

/** A file as a row or a picture shows it. */
export interface FileView {
  readonly id: string;
  readonly name: string;
  /** Of a picture, one of those that are shown. */
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  readonly who: string;
  /** ISO instant. */
  readonly at: string;
  /** Base64 of a small WebP or JPEG. */
  readonly preview: string | undefined;
  readonly isPicture: boolean;
  readonly state: FileViewState;
}

/** Why a file was not taken. */
export type FileRefusalView =
  | { readonly kind: 'too-large'; readonly size: number }
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-many'; readonly count: number }
  | { readonly kind: 'not-stored'; readonly message: string };

/** The address of a small picture; JPEG begins with `/9j/` in base64. */
export function previewUrl(preview: string): string {
  return `data:image/${preview.startsWith('/9j/') ? 'jpeg' : 'webp'};base64,${preview}`;
}

function percentOf({ bytes, total }: { readonly bytes: number; readonly total: number }): string {
  return String(total === 0 ? 0 : Math.floor((100 * bytes) / total));
}

/** Where a file stands, in words. */
export function fileStateText(state: FileViewState, locale: string): string {
  switch (state.kind) {
    case 'waiting':
      return t('waiting to be sent');
    case 'sending':
      return t('sending {{percent}} %', { percent: percentOf(state) });
    case 'fetching':
      return t('fetching {{done}} of {{total}}', {
        done: formatBytes(locale, state.bytes),
        total: formatBytes(locale, state.total),
      });
    case 'here':
      return t('on this machine');
    case 'refused':
      return t('not sent');
    case 'absent':
      return state.note?.code === 'not-there' ? t('not here yet') : t('on the server');
  }
}

/** What went wrong with a file, what is safe and what comes next; null where nothing did. */
export function fileProblemText(state: FileViewState): string | null {
  if (state.kind === 'refused') {
    const { code, message } = state.note;
    if (code === 'damaged-here') {
      return t(
        'Its content on this machine is damaged, so it was not sent. Attach the file again if you still have it.',
      );
    }
    if (code === 'too-often') {
      return t(
        'The server failed over it again and again: “{{reason}}”. It is kept here; everything else goes on.',
        { reason: message },
      );
    }
    return t('The server refused it: “{{reason}}”. It is kept here; everything else goes on.', {
      reason: message,
    });
  }
  if (state.kind !== 'absent' || !state.note) return null;
  switch (state.note.code) {
    case 'not-there':
      return t(
        'Whoever attached it has not sent it yet. It comes by itself as soon as it is there.',
      );
    case 'damaged':
      return t('The copy on the server is damaged, so it is not shown. Ask for the file again.');
    case 'unreachable':
      return t('The server cannot be reached. It comes when you open it in contact.');
    case 'no-storage':
      return t('This machine has no room for it, or its store of files is broken.');
  }
}

/** Why a file was not taken, as a sentence. */
export function fileRefusalText(name: string, refusal: FileRefusalView, locale: string): string {
  switch (refusal.kind) {
    case 'too-large':
      return t('{{name}} has {{size}}. One file may have 100 MB; nothing else was left out.', {
        name,
        size: formatBytes(locale, refusal.size),
      });
    case 'empty':
      return t('{{name}} is empty, or a folder. It was left out.', { name });
    case 'too-many':
      return t('{{name}} was left out: 25 files can be attached at a time.', { name });
    case 'not-stored':
      return t('{{name}} could not be kept on this machine: {{reason}}', {
        name,
        reason: refusal.message,
      });
  }
}
