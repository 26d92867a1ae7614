import type { Entry } from '../../../../shared/model/entry.ts';
import { useRecordFiles } from '../../../blobs/hooks.ts';
import type { NotTaken, RecordFile } from '../../../blobs/hooks.ts';
import { useReference } from '../../../replica/hooks.ts';
import { fileRefusalText } from '../../../ui/file-view.ts';
import type { FileView } from '../../../ui/file-view.ts';
import { toast } from '../../../ui/toast.ts';
import { useFileViewer } from '../../../ui/use-file-viewer.tsx';
import type { FileViewer } from '../../../ui/use-file-viewer.tsx';

export interface TicketFiles extends FileViewer {
  readonly files: readonly FileView[];
  readonly isPinned: boolean;
  setPinned(isPinned: boolean): Promise<void>;
}

/** The files of a ticket with their people's names, and the viewer over them. */
export function useTicketFiles(ticketId: string, entries: readonly Entry[]): TicketFiles {
  const source = useRecordFiles(ticketId, entries);
  const { byUserName } = useReference();
  const view = ({ createdBy, ...file }: RecordFile): FileView => ({
    ...file,
    who: byUserName.get(createdBy)?.name ?? createdBy,
  });
  const files = source.files.map(view);
  const viewer = useFileViewer({ ...source, files });
  return { ...viewer, files, isPinned: source.isPinned, setPinned: source.setPinned };
}

/** Says which files were not taken and why, a sentence each. */
export function sayNotTaken(notTaken: readonly NotTaken[], locale: string): void {
  for (const { name, refusal } of notTaken) {
    toast({ tone: 'warning', text: fileRefusalText(name, refusal, locale) });
  }
}
