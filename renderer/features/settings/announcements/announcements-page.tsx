import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { announcementPhase, inOrder } from '../../../../shared/desk/announcements.ts';
import type { AnnouncementPhase } from '../../../../shared/desk/announcements.ts';
import type { Announcement } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { pathOf } from '../../../state/routes.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatDateTime, formatNumber } from '../../../ui/format.ts';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { severityIcon, severityLabel } from '../../../words/announcement-words.ts';
import { PageFrame } from '../page-frame.tsx';
import { AnnouncementForm } from './announcement-form.tsx';
import '../work-pages.css';

export const NEW = 'new';

export function openAnnouncement(id: string | null): void {
  useNavigation
    .getState()
    .go({ kind: 'settings', page: 'announcements', ...(id === null ? {} : { id }) });
}

const PHASES: Readonly<Record<AnnouncementPhase, string>> = {
  'in-force': msg('In force'),
  planned: msg('Planned'),
  ended: msg('Ended'),
};
const PHASE_ORDER: readonly AnnouncementPhase[] = ['in-force', 'planned', 'ended'];

function PhaseChip({ phase }: { readonly phase: AnnouncementPhase }): ReactElement {
  const look = {
    'in-force': { tone: 'info', icon: 'bell' },
    planned: { tone: 'neutral', icon: 'calendar' },
    ended: { tone: 'neutral', icon: 'stop' },
  } as const;
  return (
    <Chip size="sm" {...look[phase]}>
      {t(PHASES[phase])}
    </Chip>
  );
}

function Line({ one, now }: { readonly one: Announcement; readonly now: number }): ReactElement {
  const { places } = useReference();
  const locale = useLocale();
  const sites = one.siteIds.map((id) => places.get(id)?.name ?? id).join(', ');
  const when = (at: string): string => formatDateTime(locale, at, now);
  const phase = announcementPhase(one, now);
  return (
    <tr>
      <th scope="row">
        <a
          className="work-link"
          href={pathOf({ kind: 'settings', page: 'announcements', id: one.id })}
          onClick={(event) => {
            event.preventDefault();
            openAnnouncement(one.id);
          }}
        >
          <Icon name={severityIcon(one.severity)} size={14} /> {one.name}
        </a>
      </th>
      <td>{severityLabel(one.severity)}</td>
      <td>{sites === '' ? t('everywhere') : sites}</td>
      <td className="tnum nowrap">
        {when(one.fromAt)}
        {one.toAt === undefined ? '' : ` – ${when(one.toAt)}`}
      </td>
      <td>
        <PhaseChip phase={phase} />
      </td>
    </tr>
  );
}

function List({ all }: { readonly all: readonly Announcement[] }): ReactElement {
  const locale = useLocale();
  const { session } = useReplica();
  const mayEdit = mayWrite(session.roles, 'policies', 'create');
  const now = useNow();
  const rank = (one: Announcement): number => PHASE_ORDER.indexOf(announcementPhase(one, now));
  const sorted = inOrder(all).toSorted((a, b) => rank(a) - rank(b));
  useCommands([
    {
      id: 'announcements.new',
      label: t('New announcement'),
      keys: 'n',
      group: t('Settings'),
      icon: 'plus',
      when: () => mayEdit,
      run: () => openAnnouncement(NEW),
    },
  ]);
  const make = mayEdit ? (
    <Button variant="primary" icon="plus" kbd="n" onClick={() => openAnnouncement(NEW)}>
      {t('New announcement')}
    </Button>
  ) : null;
  return (
    <PageFrame title={t('Announcements')} count={formatNumber(locale, all.length)} actions={make}>
      {all.length === 0 ? (
        <EmptyState icon="bell" title={t('Nothing was announced yet')} actions={make}>
          <p>
            {t(
              'Outages and maintenance stand above every screen of those they concern, and end by themselves.',
            )}
          </p>
        </EmptyState>
      ) : (
        <div className="work-list" role="group" tabIndex={0} aria-label={t('Announcements')}>
          <table className="work-table">
            <thead>
              <tr>
                <th scope="col">{t('What')}</th>
                <th scope="col">{t('Severity')}</th>
                <th scope="col">{t('Sites')}</th>
                <th scope="col">{t('When')}</th>
                <th scope="col">{t('State')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((one) => (
                <Line key={one.id} one={one} now={now} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </PageFrame>
  );
}

/** What everybody at the desk is to know for a while: the list, or one as a form. */
export function AnnouncementsPage({ id }: { readonly id: string | null }): ReactElement {
  const reference = useReference();
  const all = useMemo(() => policiesOf(reference, 'announcement'), [reference]);
  if (id === NEW)
    return <AnnouncementForm key={id} base={null} onDone={() => openAnnouncement(null)} />;
  const base = id === null ? undefined : all.find((each) => each.id === id);
  if (base) {
    return <AnnouncementForm key={base.id} base={base} onDone={() => openAnnouncement(null)} />;
  }
  return <List all={all} />;
}
