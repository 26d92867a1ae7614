import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Announcement } from '../../../shared/model/policy.ts';
import { useReference, useReplica } from '../../replica/hooks.ts';
import type { PreferenceDocument } from '../../replica/local-documents.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { useNow } from '../../ui/use-now.ts';
import { severityIcon, severityLabel } from '../../words/announcement-words.ts';
import { useMyAnnouncements } from './use-desk.ts';
import './outage-banner.css';

const PREFERENCE_ID = 'preference:put-away';
const MOST_KEPT = 100;

/** Announcements in the version that was read; another version shows again. */
function useKeptKeys(): readonly [ReadonlySet<string> | null, (keys: readonly string[]) => void] {
  const { local } = useReplica();
  const [kept, setKept] = useState<ReadonlySet<string> | null>(null);
  useEffect(() => {
    let isGone = false;
    void local.get<PreferenceDocument>(PREFERENCE_ID).then((found) => {
      const value = Array.isArray(found?.value) ? (found.value as unknown[]) : [];
      if (!isGone) setKept(new Set(value.map(String)));
    });
    return () => {
      isGone = true;
    };
  }, [local]);
  const keep = (keys: readonly string[]): void => {
    const value = [...keys].slice(-MOST_KEPT);
    setKept(new Set(value));
    void local.put([{ id: PREFERENCE_ID, kind: 'preference', value }]);
  };
  return [kept, keep];
}

const keyOf = ({ id, version }: Announcement): string => `${id} ${String(version)}`;

function services(
  { serviceIds }: Announcement,
  catalog: ReadonlyMap<string, { readonly name: string }>,
): string {
  return serviceIds.flatMap((id) => catalog.get(id)?.name ?? []).join(', ');
}

interface LineProps {
  readonly one: Announcement;
  onDismiss(): void;
}

function Details({ one }: { readonly one: Announcement }): ReactElement {
  const { catalog } = useReference();
  const about = services(one, catalog);
  return (
    <>
      {one.body === '' ? null : <p className="outage__body">{one.body}</p>}
      {about === '' ? null : (
        <p className="outage__services">{t('Affected: {{names}}', { names: about })}</p>
      )}
    </>
  );
}

/** One line that opens to all of it. Information can be put away, outages and maintenance stay. */
function BannerLine({ one, onDismiss }: LineProps): ReactElement {
  const locale = useLocale();
  const now = useNow();
  const openRecord = useNavigation((state) => state.openRecord);
  const [isOpen, setOpen] = useState(false);
  const { severity, ticketId, toAt, name } = one;
  return (
    <div className={`outage outage--${severity}`} role="group" aria-label={name}>
      <Icon name={severityIcon(severity)} size={14} />
      <div className="outage__text">
        <p className="outage__head">
          <span className="med">
            {severityLabel(severity)}: {name}
          </span>
          {toAt === undefined ? null : (
            <span className="outage__until tnum">
              {t('until {{time}}', { time: formatDateTime(locale, toAt, now) })}
            </span>
          )}
          {isOpen ? null : <span className="outage__more cut">{one.body}</span>}
        </p>
        {isOpen ? <Details one={one} /> : null}
      </div>
      {ticketId === undefined ? null : (
        <Button size="sm" onClick={() => openRecord(ticketId)}>
          {t('Open the record')}
        </Button>
      )}
      <IconButton
        size="sm"
        icon={isOpen ? 'chevron-up' : 'chevron-down'}
        label={
          isOpen
            ? t('Say less about “{{name}}”', { name })
            : t('Say more about “{{name}}”', { name })
        }
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      />
      {severity === 'info' ? (
        <IconButton
          size="sm"
          icon="close"
          label={t('Dismiss “{{name}}”', { name })}
          onClick={onDismiss}
        />
      ) : null}
    </div>
  );
}

/** Outages, maintenance and information in force for this person, above every screen. */
export function OutageBanner(): ReactElement | null {
  const all = useMyAnnouncements();
  const [kept, keep] = useKeptKeys();
  if (kept === null) return null;
  const shown = all.filter((one) => one.severity !== 'info' || !kept.has(keyOf(one)));
  return (
    <div className="outages" role="status" aria-label={t('Announcements')}>
      {shown.map((one) => (
        <BannerLine key={one.id} one={one} onDismiss={() => keep([...kept, keyOf(one)])} />
      ))}
    </div>
  );
}
