import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { PriorityMatrix } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReplica, useRows, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../../../ui/undo.ts';
import { FormSection } from '../form-parts.tsx';
import { findOthers, reevaluateAll, restoreAll } from './reevaluate.ts';
import type { OtherPriority } from './reevaluate.ts';

interface OthersSectionProps {
  /** As it is typed, stored or not. */
  readonly rows: PriorityMatrix['rows'];
  readonly isStored: boolean;
}

const NAMED = 50;
const NONE: readonly OtherPriority[] = [];

/** Open tickets with another priority than the matrix gives them; undefined while it is worked out. */
function useOthers(rows: PriorityMatrix['rows']): readonly OtherPriority[] | undefined {
  const replica = useReplica();
  const tickets = useRows(useWorkspace().tickets);
  const [found, setFound] = useState<{ rows: unknown; others: readonly OtherPriority[] }>();
  useEffect(() => {
    const abort = new AbortController();
    const ids = tickets.filter((row) => row.open).map(({ id }) => id);
    void findOthers(replica, ids, rows, abort.signal).then((others) => {
      if (!abort.signal.aborted) setFound({ rows, others });
    });
    return () => abort.abort();
  }, [replica, tickets, rows]);
  return found?.others;
}

function OthersTable({ others }: { readonly others: readonly OtherPriority[] }): ReactElement {
  return (
    <table className="prio-others">
      <thead>
        <tr>
          <th scope="col">{t('Number')}</th>
          <th scope="col">{t('Title')}</th>
          <th scope="col">{t('now')}</th>
          <th scope="col">{t('then')}</th>
        </tr>
      </thead>
      <tbody>
        {others.slice(0, NAMED).map(({ ticket, to }) => (
          <tr key={ticket.id}>
            <th scope="row">{ticket.number}</th>
            <td className="cut">{ticket.title}</td>
            <td>
              <PriorityMark priority={ticket.priority} />
            </td>
            <td>
              <PriorityMark priority={to} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function useRun() {
  const replica = useReplica();
  const abort = useRef<AbortController | null>(null);
  const [done, setDone] = useState<number | null>(null);
  const run = async (others: readonly OtherPriority[]): Promise<void> => {
    abort.current = new AbortController();
    setDone(0);
    const { signal } = abort.current;
    const result = await reevaluateAll(replica, others, { signal, onProgress: setDone });
    setDone(null);
    const count = result.done.length;
    const text = t('{{count}} tickets have the priority of the matrix now', { count });
    if (count > 0) offerUndo({ text, undo: () => restoreAll(replica, result.done) });
    if (result.left.length > 0) {
      const stayed = t('{{count}} tickets stayed as they were', { count: result.left.length });
      toast({ tone: 'warning', text: stayed, detail: result.left.slice(0, 5).join('; ') });
    }
  };
  return { done, run, cancel: () => abort.current?.abort() };
}

/** What a matrix means to open tickets, before anybody is asked to change them. */
export function OthersSection({ rows, isStored }: OthersSectionProps): ReactElement {
  const { session } = useReplica();
  const others = useOthers(rows) ?? NONE;
  const { done, run, cancel } = useRun();
  const count = others.length;
  const may = mayWrite(session.roles, 'tickets', 'update');
  return (
    <FormSection
      title={t('Open tickets')}
      hint={t(
        'A changed matrix counts for what is written from now on. Nothing is rewritten by itself.',
      )}
    >
      <p>
        {count === 0
          ? t('Every open ticket has the priority that the matrix gives it.')
          : t('{{count}} open tickets would have another priority.', { count })}
      </p>
      {done === null ? null : (
        <ProgressBar
          label={t('Evaluating priorities')}
          done={done}
          total={count}
          onCancel={cancel}
        />
      )}
      {count === 0 ? null : <OthersTable others={others} />}
      {count > NAMED ? (
        <p className="t3 t12">{t('and {{count}} more', { count: count - NAMED })}</p>
      ) : null}
      {count > 0 && may && done === null ? (
        isStored ? (
          <Button className="prio-run" onClick={() => void run(others)}>
            {t('Evaluate {{count}} tickets again', { count })}
          </Button>
        ) : (
          <p className="t3 t12">{t('Save the matrix first; then they can be evaluated again.')}</p>
        )
      ) : null}
    </FormSection>
  );
}
