import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Incident, Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { updateClock } from '../../../../shared/workflow/major-incident-clock.ts';
import { declineMajor, endMajor } from '../../../../shared/workflow/major-incident.ts';
import { useReplica, useTimeline } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import type { Command } from '../../../ui/commands.ts';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { sayFailure } from '../failures.ts';
import { keepInRecord } from '../record/keep-in-record.ts';
import { AnnounceDialog } from './announce-dialog.tsx';
import { CommunicateDialog } from './communicate-dialog.tsx';
import { DeclareDialog, ProposeDialog, RolesDialog } from './declare-dialog.tsx';
import { actOnMajor } from './major-actions.ts';
import { Board } from './major-board.tsx';
import type { Asked, PartProps } from './major-board.tsx';
import { useAffectedServices } from './use-affected-services.ts';
import './major.css';

const NO_ENTRIES: readonly Entry[] = [];
/** The clock shows minutes. */
const STEP_MS = 10_000;
function useEnd(incident: Incident): () => void {
  const replica = useReplica();
  const { number } = incident;
  return () =>
    void actOnMajor(
      replica,
      incident,
      t('Major incident {{number}} ended', { number }),
      (context) => endMajor(incident, context),
    ).then((said) => {
      if (said !== undefined) sayFailure(new Error(said));
    });
}

/** Somebody proposed it: who decides sees why. */
function Candidate({ incident, onAsk }: PartProps): ReactElement {
  const replica = useReplica();
  const decline = (): void =>
    void actOnMajor(
      replica,
      incident,
      t('{{number}} is no major incident', { number: incident.number }),
      (context) => declineMajor(incident, context),
    ).then((said) => {
      if (said !== undefined) sayFailure(new Error(said));
    });
  return (
    <section className="major major--candidate" aria-label={t('Major incident')}>
      <div className="major-head">
        <Icon name="question" size={16} className="major-head__icon" />
        <div className="grow">
          <b className="med">{t('Proposed as a major incident')}</b>
          <p className="t2 major-text">{incident.majorReason}</p>
        </div>
        <div className="acts">
          <Button size="sm" onClick={decline}>
            {t('Decline')}
          </Button>
          <Button size="sm" variant="primary" onClick={() => onAsk('declare')}>
            {t('Declare…')}
          </Button>
        </div>
      </div>
    </section>
  );
}

/** The most urgent incidents offer it in sight; every other by the menu and the palette. */
function Offer({ incident, onAsk }: PartProps): ReactElement | null {
  if (incident.open === 0 || incident.priority > 1) return null;
  return (
    <div className="major-offer">
      <span className="t3 t12 grow">{t('Does it stop many people?')}</span>
      <Button size="sm" variant="quiet" onClick={() => onAsk('propose')}>
        {t('Propose as major incident…')}
      </Button>
      <Button size="sm" variant="quiet" onClick={() => onAsk('declare')}>
        {t('Declare…')}
      </Button>
    </div>
  );
}

function useMajorCommands(
  { majorStage, state }: Incident,
  mayEdit: boolean,
  ask: (asked: Asked) => void,
): void {
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('Major incident');
      const isOver = state === 'closed' || state === 'cancelled';
      const isOn = majorStage === 'declared';
      const command = (id: string, label: string, fits: boolean, asked: Asked): Command => ({
        id: `major.${id}`,
        label,
        group,
        icon: 'warning',
        when: () => mayEdit && fits,
        run: () => ask(asked),
      });
      return [
        command(
          'propose',
          t('Propose as major incident…'),
          !isOver && majorStage === undefined,
          'propose',
        ),
        command('declare', t('Declare a major incident…'), !isOver && !isOn, 'declare'),
        command('communicate', t('Log an update…'), isOn, 'communicate'),
        command('roles', t('Roles and pace…'), isOn, 'roles'),
      ];
    }, [majorStage, state, mayEdit, ask]),
  );
}

function OfIncident({ incident }: { readonly incident: Incident }): ReactElement {
  const replica = useReplica();
  const entries = useTimeline(incident.id) ?? NO_ENTRIES;
  const tick = useNow(STEP_MS);
  const nowMs = tick > 0 ? replica.now() : tick;
  const [asked, setAsked] = useState<Asked>(null);
  const affected = useAffectedServices(incident);
  const clock = updateClock(incident, entries, nowMs);
  const end = useEnd(incident);
  const { roles } = replica.session;
  const mayEdit = mayWrite(roles, 'tickets', 'update');
  useMajorCommands(incident, mayEdit, setAsked);
  const close = (): void => {
    setAsked(null);
    keepInRecord();
  };
  const { majorStage } = incident;
  const isBoard = majorStage !== undefined && majorStage !== 'candidate';
  const lastWords = clock.said.findLast(({ audience }) => audience === 'users')?.body ?? '';
  return (
    <>
      {majorStage === 'candidate' ? <Candidate incident={incident} onAsk={setAsked} /> : null}
      {majorStage === undefined && mayEdit ? <Offer incident={incident} onAsk={setAsked} /> : null}
      {isBoard ? (
        <Board
          key={majorStage}
          incident={incident}
          clock={clock}
          nowMs={nowMs}
          affected={affected}
          mayAnnounce={mayWrite(roles, 'policies', 'create')}
          onAsk={setAsked}
          onEnd={end}
        />
      ) : null}
      {asked === 'propose' ? <ProposeDialog incident={incident} onClose={close} /> : null}
      {asked === 'declare' ? <DeclareDialog incident={incident} onClose={close} /> : null}
      {asked === 'roles' ? <RolesDialog incident={incident} onClose={close} /> : null}
      {asked === 'communicate' ? <CommunicateDialog incident={incident} onClose={close} /> : null}
      {asked === 'announce' ? (
        <AnnounceDialog
          incident={incident}
          affected={affected}
          lastWords={lastWords}
          onClose={close}
        />
      ) : null}
    </>
  );
}

/** An incident that takes many people down is managed here; nothing for other kinds. */
export function MajorSection({ ticket }: { readonly ticket: Ticket }): ReactElement | null {
  return ticket.kind === 'incident' ? <OfIncident incident={ticket} /> : null;
}
