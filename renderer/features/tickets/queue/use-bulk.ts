import { useState } from 'react';
import type { StateArguments } from '../../../../shared/workflow/ticket-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../failures.ts';
import { planBulk } from './bulk-plan.ts';
import type { BulkAct } from './bulk-plan.ts';
import { runBulk } from './run-bulk.ts';
import type { BulkReport } from './run-bulk.ts';

interface Running {
  readonly total: number;
  readonly done: number;
  stop(): void;
}

export interface Bulk {
  readonly running: Running | null;
  /** Of the last run, when it left rows alone. */
  readonly report: BulkReport | null;
  run(act: BulkAct, args: StateArguments): Promise<void>;
  closeReport(): void;
}

function sayDone(result: BulkReport): void {
  const text = t('{{count}} tickets changed', { count: result.done });
  const detail =
    result.refused.length === 0
      ? undefined
      : t('{{count}} tickets left as they were', { count: result.refused.length });
  if (result.undo) offerUndo(text, result.undo, detail);
  else toast({ text, ...(detail === undefined ? {} : { detail }) });
}

/** Runs an act over the chosen rows and says what came of it. */
export function useBulk(rows: readonly TicketRow[], onDone: () => void): Bulk {
  const replica = useReplica();
  const [running, setRunning] = useState<Running | null>(null);
  const [report, setReport] = useState<BulkReport | null>(null);
  return {
    running,
    report,
    run: async (act, args) => {
      const plan = planBulk(rows, act);
      const abort = new AbortController();
      const total = plan.willChange.length;
      const onProgress = (done: number): void =>
        setRunning({ total, done, stop: () => abort.abort() });
      onProgress(0);
      const result = await replica.together(() =>
        runBulk(replica, plan, act, args, onProgress, abort.signal),
      );
      setRunning(null);
      sayDone(result);
      if (result.refused.length > 0) setReport(result);
      onDone();
    },
    closeReport: () => setReport(null),
  };
}
