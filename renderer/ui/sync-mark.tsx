import type { JSX } from 'react';
import { Glyph } from './glyph.tsx';
import { t } from './i18n.ts';

export type SyncMarkKind = 'unsent' | 'conflict' | 'refused' | 'settled';

export interface SyncMarkProps {
  readonly kind: SyncMarkKind;
  readonly size?: 12 | 14;
  /** Spoken name, where it does not stand beside the mark in words. */
  readonly label?: string;
}

const SHAPES: Readonly<Record<SyncMarkKind, JSX.Element>> = {
  unsent: <path d="M7 11.5V2.8M3.6 6.2 7 2.8l3.4 3.4" />,
  conflict: <path d="M1.2 4.2h6.6M5.6 2 7.8 4.2 5.6 6.4M12.8 9.8H6.2M8.4 7.6 6.2 9.8l2.2 2.2" />,
  refused: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="M3.4 10.6 10.6 3.4" strokeLinecap="butt" />
    </>
  ),
  settled: (
    <>
      <circle cx="7" cy="7" r="5.2" />
      <path d="m4.6 7.1 1.7 1.7 3.2-3.4" />
    </>
  ),
};

/** Where a change stands between this machine and the server. */
export function SyncMark({ kind, size = 14, label }: SyncMarkProps): JSX.Element {
  return (
    <Glyph label={label} size={size} className={`mark--${kind}`}>
      {SHAPES[kind]}
    </Glyph>
  );
}

/** The small arrow beside what was changed here and not sent yet. */
export function UnsentMark({ size = 12 }: { readonly size?: 12 | 14 }): JSX.Element {
  return (
    <span className="sync-mark" title={t('Changed here, not sent yet')}>
      <SyncMark kind="unsent" size={size} />
      <span className="vh">{t('Changed here, not sent yet')}</span>
    </span>
  );
}
