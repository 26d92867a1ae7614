import type { JSX } from 'react';
import { Glyph } from './glyph.tsx';

export type AuditOutcomeMark =
  | 'expected'
  | 'wrong-place'
  | 'wrong-owner'
  | 'unknown'
  | 'duplicate'
  | 'out-of-scope'
  | 'missing'
  | 'damaged';

export interface AuditMarkProps {
  readonly outcome: AuditOutcomeMark;
  /** 16 in a list, 68 or 84 as the answer to a scan. */
  readonly size?: 14 | 16 | 68 | 84;
  /** Spoken name, where the outcome does not stand beside it in words. */
  readonly label?: string;
}

const PATHS: Readonly<Record<AuditOutcomeMark, string>> = {
  expected: 'm2.6 7.4 3 3L11.5 4',
  'wrong-place': 'M1.5 7h7.7M6 3.8 9.2 7 6 10.2M12 2.8v8.4',
  'wrong-owner':
    'M2 11.8a3.6 3.6 0 0 1 7.2 0M5.6 2.2a2 2 0 1 0 0 4 2 2 0 0 0 0-4M9.8 5.2l3 3M12.8 5.2l-3 3',
  unknown: 'M4.6 5a2.4 2.4 0 1 1 3.7 2C7.4 7.5 7 8 7 8.8M7 11.2v.01',
  duplicate: 'M2 2h6.5v6.5H2zM5 12h7V5',
  'out-of-scope': 'M2 5V2h3M9 2h3v3M12 9v3H9M5 12H2V9M5 7h4',
  missing: 'M7 1.8a5.2 5.2 0 0 1 5.2 5.2M7 12.2A5.2 5.2 0 0 1 1.8 7M5.2 7h3.6',
  damaged: 'M4.6 1.8h4.8l2.8 2.8v4.8l-2.8 2.8H4.6L1.8 9.4V4.6zM4.6 7h4.8',
};

/** What a scan turned out to be, in its colour. */
export function AuditMark({ outcome, size = 16, label }: AuditMarkProps): JSX.Element {
  return (
    <Glyph label={label} size={size} className={`audit--${outcome}`}>
      <path d={PATHS[outcome]} strokeWidth={size > 20 ? 1.3 : 1.7} />
    </Glyph>
  );
}
