import type { ReactElement } from 'react';
import { heldSums } from '../../../../shared/sla/report-held.ts';
import type { HeldStretch, WhoHeld } from '../../../../shared/sla/who-held.ts';
import { useReference, useWorkspace } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatDateTime, formatExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { holdLabel } from '../../../words/ticket-words.ts';
import { HeldBars, holderName, HoldsTable } from './held-parts.tsx';
import { hoursText } from './hours-text.ts';
import type { ReportDesk } from './report-desk.ts';
import { useHeldOf } from './use-held.ts';

interface RecordHeldProps {
  readonly desk: ReportDesk;
  /** Null: closed. */
  readonly recordId: string | null;
  onClose(): void;
}

/** Who held one record, stretch by stretch. */
export function RecordHeldDrawer({ desk, recordId, onClose }: RecordHeldProps): ReactElement {
  const { tickets } = useWorkspace();
  const held = useHeldOf(desk, recordId);
  const row = recordId === null ? undefined : tickets.get(recordId);
  return (
    <Drawer
      open={recordId !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t('Who held {{number}}', { number: row?.number ?? '' })}
      subtitle={row?.title}
      actions={
        recordId === null ? null : (
          <Button icon="external" onClick={() => useNavigation.getState().openRecord(recordId)}>
            {t('Open record')}
          </Button>
        )
      }
    >
      <div className="sl-report__held">
        {held === null ? <p className="t3">{t('This record is not on this machine.')}</p> : null}
        {held ? <HeldStory held={held} /> : null}
      </div>
    </Drawer>
  );
}

function HeldStory({ held }: { readonly held: WhoHeld }): ReactElement {
  const { people } = useReference();
  const sums = heldSums([held]);
  return (
    <>
      <HeldBars sums={sums} holders="teams" clock="wall" people={people} />
      <StretchTable held={held} people={people} />
      <HoldsTable sums={sums} clock="wall" />
    </>
  );
}

function modeText({ mode, holdReason }: HeldStretch): string {
  if (mode === 'active') return t('In hand');
  if (mode === 'done') return t('Resolved before it was reopened');
  return holdReason === null ? t('On hold') : holdLabel(holdReason);
}

interface StretchProps {
  readonly held: WhoHeld;
  readonly people: ReadonlyMap<string, { readonly name: string }>;
}

function StretchTable({ held, people }: StretchProps): ReactElement {
  const locale = useLocale();
  const sums = heldSums([held]).total;
  return (
    <div className="sl-figures" role="group" tabIndex={0} aria-label={t('Table')}>
      <table className="tbl sl-tbl">
        <thead>
          <tr>
            <th scope="col">{t('From')}</th>
            <th scope="col">{t('Team')}</th>
            <th scope="col">{t('Person')}</th>
            <th scope="col">{t('State')}</th>
            <th scope="col" className="num">
              {t('Open time')}
            </th>
            <th scope="col" className="num">
              {t('Wall clock')}
            </th>
          </tr>
        </thead>
        <tbody>
          {held.stretches.map((stretch) => (
            <tr key={stretch.fromMs}>
              <td className="nowrap tnum" title={formatExact(locale, stretch.fromMs)}>
                {formatDateTime(locale, stretch.fromMs)}
              </td>
              <td>{holderName(stretch.teamId, 'teams', people)}</td>
              <td>{holderName(stretch.personId, 'people', people)}</td>
              <td>{modeText(stretch)}</td>
              <td className="num">{hoursText(stretch.openMs)}</td>
              <td className="num">{hoursText(stretch.wallMs)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td className="nowrap tnum">
              {held.isOpen ? t('Still open') : formatDateTime(locale, held.toMs)}
            </td>
            <th scope="row" colSpan={3}>
              {t('Together')}
            </th>
            <td className="num">{hoursText(sums.openMs)}</td>
            <td className="num">{hoursText(sums.wallMs)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
