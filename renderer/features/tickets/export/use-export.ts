import { useState } from 'react';
import { useReference, useReplica, useWorkspace } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { saveFile } from '../../../ui/save-file.ts';
import { toast } from '../../../ui/toast.ts';
import { sayFailure } from '../failures.ts';
import type { QueueColumn } from '../queue/column-list.ts';
import { localDay } from '../../../replica/query-row.ts';
import type { Queue } from '../queue/queue-model.ts';
import { useFilterClockOf } from '../use-clock-of.ts';
import { exportTable } from './export-table.ts';
import { writeTable } from './write-table.ts';
import type { ExportKind } from './write-table.ts';

export interface RunningExport {
  readonly done: number;
  readonly total: number;
  stop(): void;
}

export interface QueueExport {
  readonly running: RunningExport | null;
  run(kind: ExportKind): void;
}

/** `open-incidents-2027-03-30.csv` */
export function exportFileName(title: string, nowMs: number, kind: ExportKind): string {
  const plain = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain.slice(0, 60) || 'tickets'}-${localDay(nowMs)}.${kind}`;
}

/** Writes what the list shows as a file, with progress and a way to stop. */
export function useExport(
  queue: Queue,
  columns: readonly QueueColumn[],
  title: string,
): QueueExport {
  const replica = useReplica();
  const { tickets } = useWorkspace();
  const reference = useReference();
  const clockOf = useFilterClockOf(false);
  const [running, setRunning] = useState<RunningExport | null>(null);
  const write = async (kind: ExportKind): Promise<void> => {
    const abort = new AbortController();
    const total = queue.order.length;
    const onProgress = (done: number): void =>
      setRunning({ done, total, stop: () => abort.abort() });
    onProgress(0);
    const numberOf = (id: string): string | undefined => tickets.get(id)?.number;
    const table = exportTable(queue, columns, { reference, clockOf, numberOf });
    try {
      const file = await writeTable(kind, table, title, { signal: abort.signal, onProgress });
      saveFile(exportFileName(title, replica.now(), kind), file);
      toast({ text: t('{{count}} rows written', { count: total }) });
    } catch (error) {
      if (abort.signal.aborted) toast({ text: t('The export was stopped.') });
      else sayFailure(error);
    } finally {
      setRunning(null);
    }
  };
  return {
    running,
    run: (kind) => {
      if (running === null) void write(kind);
    },
  };
}
