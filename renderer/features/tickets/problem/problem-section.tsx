import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Problem, Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import type { Command } from '../../../ui/commands.ts';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { useCommands } from '../../../ui/use-commands.ts';
import { sayFailure } from '../failures.ts';
import { ReviewCard } from '../major/review-card.tsx';
import { keepInRecord } from '../record/keep-in-record.ts';
import { editTicket } from '../ticket-actions.ts';
import { FixDialog } from './fix-dialog.tsx';
import { IncidentLines } from './incident-lines.tsx';
import { KnownErrorDialog } from './known-error-dialog.tsx';
import { endWaiting, markKnownError } from './problem-actions.ts';
import { ProblemTasks } from './problem-tasks.tsx';
import { PushDialog } from './push-dialog.tsx';
import { useLinkedIncidents } from './use-linked-incidents.ts';
import './problem.css';

type Asked = 'known-error' | 'workaround' | 'fix' | 'fixed' | null;

const NO_ROWS: readonly TicketRow[] = [];

interface PartProps {
  readonly problem: Problem;
  onAsk(asked: Asked): void;
}

/** Whether it is a known error, and what that asks for. */
function KnownError({ problem, onAsk }: PartProps): ReactElement {
  const replica = useReplica();
  const take = async (): Promise<void> => {
    const said = await markKnownError(replica, problem, false);
    if (said !== undefined) sayFailure(new Error(said));
  };
  if (problem.knownError !== true) {
    return (
      <div className="problem-known">
        <Icon name="flag" size={14} />
        <span className="grow t2">
          {problem.workaround === undefined
            ? t('Not a known error yet. It needs a workaround for that.')
            : t('There is a workaround. Recorded as a known error, others find it.')}
        </span>
        <Button size="sm" onClick={() => onAsk('known-error')}>
          {t('Record as known error…')}
        </Button>
      </div>
    );
  }
  return (
    <div className="problem-known problem-known--is">
      <Icon name="flag" size={14} />
      <span className="grow t2">{t('Known error: others find it with its workaround.')}</span>
      <Button size="sm" variant="quiet" onClick={() => void take()}>
        {t('No known error any more')}
      </Button>
    </div>
  );
}

function Linked({ problem, rows, onAsk }: PartProps & { readonly rows: readonly TicketRow[] }) {
  const replica = useReplica();
  const waiting = rows.filter((row) => row.open && row.holdReason === 'awaiting-problem');
  const isOver = problem.open === 0;
  const isFixed = problem.resolutionCode === 'fix-applied';
  const end = (): void =>
    void endWaiting(
      replica,
      problem,
      waiting.map(({ id }) => id),
    ).then((said) => {
      if (said !== undefined) sayFailure(new Error(said));
    });
  return (
    <section className="problem-part" aria-label={t('Linked incidents')}>
      <h3 className="problem-part__head">
        {t('Linked incidents')}
        <span className="t3 tnum">
          {waiting.length === 0
            ? String(rows.length)
            : t('{{all}}, {{count}} wait for it', { all: rows.length, count: waiting.length })}
        </span>
      </h3>
      {rows.length === 0 ? (
        <p className="t3 t12">
          {t('Link an incident as caused by this problem, and it can be told and ended from here.')}
        </p>
      ) : (
        <IncidentLines rows={rows} />
      )}
      <div className="acts problem-acts">
        {rows.length > 0 && !isOver ? (
          <Button size="sm" icon="send" onClick={() => onAsk('workaround')}>
            {t('Send workaround…')}
          </Button>
        ) : null}
        {rows.length > 0 && isFixed ? (
          <Button size="sm" icon="send" onClick={() => onAsk('fix')}>
            {t('Send fix…')}
          </Button>
        ) : null}
        {isFixed && waiting.length > 0 ? (
          <Button size="sm" icon="check" onClick={end}>
            {t('Resolve the {{count}} that wait', { count: waiting.length })}
          </Button>
        ) : null}
        {isOver ? null : (
          <Button size="sm" icon="check" onClick={() => onAsk('fixed')}>
            {t('Fix applied…')}
          </Button>
        )}
      </div>
    </section>
  );
}

/** A major problem owes a review once it is resolved. */
function MajorProblem({ problem }: { readonly problem: Problem }): ReactElement {
  const replica = useReplica();
  return (
    <>
      <Checkbox
        label={t('Major problem: a review is written once it is resolved')}
        checked={problem.major === true}
        onChange={(is) => {
          void editTicket(replica, problem, { major: is ? true : undefined }).then((said) => {
            if (said !== undefined) sayFailure(new Error(said));
          });
        }}
      />
      <ReviewCard ticket={problem} />
    </>
  );
}

function useProblemCommands(problem: Problem, hasRows: boolean, ask: (asked: Asked) => void): void {
  const { knownError, open, resolutionCode } = problem;
  useCommands(
    useMemo((): readonly Command[] => {
      const group = t('Problem');
      return [
        {
          id: 'problem.known-error',
          label: t('Record as known error…'),
          group,
          icon: 'flag',
          when: () => knownError !== true,
          run: () => ask('known-error'),
        },
        {
          id: 'problem.workaround',
          label: t('Send workaround…'),
          group,
          icon: 'send',
          when: () => hasRows && open === 1,
          run: () => ask('workaround'),
        },
        {
          id: 'problem.fix',
          label: t('Send fix…'),
          group,
          icon: 'send',
          when: () => hasRows && resolutionCode === 'fix-applied',
          run: () => ask('fix'),
        },
        {
          id: 'problem.fixed',
          label: t('Fix applied…'),
          group,
          icon: 'check',
          when: () => open === 1,
          run: () => ask('fixed'),
        },
      ];
    }, [knownError, open, resolutionCode, hasRows, ask]),
  );
}

function OfProblem({ problem }: { readonly problem: Problem }): ReactElement {
  const { session } = useReplica();
  const rows = useLinkedIncidents(problem) ?? NO_ROWS;
  const [asked, setAsked] = useState<Asked>(null);
  const close = (): void => {
    setAsked(null);
    keepInRecord();
  };
  const mayEdit = mayWrite(session.roles, 'tickets', 'update');
  useProblemCommands(problem, rows.length > 0, setAsked);
  if (!mayEdit) {
    return (
      <div className="problem">
        <IncidentLines rows={rows} />
      </div>
    );
  }
  return (
    <div className="problem">
      <KnownError problem={problem} onAsk={setAsked} />
      <Linked problem={problem} rows={rows} onAsk={setAsked} />
      <ProblemTasks problem={problem} />
      <MajorProblem problem={problem} />
      {asked === 'known-error' ? <KnownErrorDialog problem={problem} onClose={close} /> : null}
      {asked === 'workaround' || asked === 'fix' ? (
        <PushDialog problem={problem} rows={rows} what={asked} onClose={close} />
      ) : null}
      {asked === 'fixed' ? <FixDialog problem={problem} rows={rows} onClose={close} /> : null}
    </div>
  );
}

/** What a problem has beside the fields of a ticket; nothing for other kinds. */
export function ProblemSection({ ticket }: { readonly ticket: Ticket }): ReactElement | null {
  return ticket.kind === 'problem' ? <OfProblem problem={ticket} /> : null;
}
