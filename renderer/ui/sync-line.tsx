import { type JSX, type ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import { t } from './i18n.ts';
import { SyncMark } from './sync-mark.tsx';

export interface SyncLineProps {
  /** `ok`: in contact; `paused`: offline, which is normal; `busy`: something is under way. */
  readonly tone: 'ok' | 'paused' | 'busy';
  /** "Offline since 08:12", "In contact". */
  readonly headline: string;
  /** What else is true: unsent changes, last contact. */
  readonly parts?: readonly ReactNode[];
  /** What waits for a person. */
  readonly need?: { readonly label: string; onOpen(): void } | undefined;
  /** Opens the inbox. */
  onOpen(): void;
  readonly end?: ReactNode;
}

const ICONS: Readonly<Record<SyncLineProps['tone'], IconName>> = {
  ok: 'online',
  paused: 'offline',
  busy: 'sync',
};

/** The one line that always tells how this machine stands to the server. */
export function SyncLine({
  tone,
  headline,
  parts = [],
  need,
  onOpen,
  end,
}: SyncLineProps): JSX.Element {
  return (
    <footer className="sync" aria-label={t('Sync')} data-pane="sync">
      <button type="button" className={`sync__where sync__where--${tone}`} onClick={onOpen}>
        <Icon name={ICONS[tone]} />
        <span className="cut">
          <b role="status">{headline}</b>
          {parts.map((part, index) => (
            <span key={index} className="sync__part">
              <span className="sync__dot"> · </span>
              {part}
            </span>
          ))}
        </span>
      </button>
      {need === undefined ? null : (
        <button type="button" className="sync__need" onClick={need.onOpen}>
          <SyncMark kind="conflict" />
          {need.label}
        </button>
      )}
      {end === undefined ? null : <span className="sync__end hide-compact">{end}</span>}
    </footer>
  );
}
