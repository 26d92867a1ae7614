import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import { Button } from '../../../ui/button.tsx';
import { ContextSection } from '../../../ui/context-section.tsx';
import { FileList } from '../../../ui/file-list.tsx';
import { t } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useTicketFiles } from './use-ticket-files.ts';

interface FilesSectionProps {
  readonly ticketId: string;
  readonly entries: readonly Entry[];
}

/** Every file of the ticket, where it stands, and whether it stays on this machine. */
export function FilesSection({ ticketId, entries }: FilesSectionProps): ReactElement {
  const { files, actions, viewer, isPinned, setPinned } = useTicketFiles(ticketId, entries);
  const now = useNow();
  const unsent = files.filter(
    ({ state }) => state.kind === 'waiting' || state.kind === 'sending' || state.kind === 'refused',
  ).length;
  return (
    <ContextSection
      title={t('Files')}
      action={
        files.length === 0 ? undefined : (
          <Button
            size="sm"
            variant="quiet"
            icon={isPinned ? 'check' : 'download'}
            aria-pressed={isPinned}
            title={t('Fetches the files of this record and keeps them on this machine')}
            onClick={() => void setPinned(!isPinned)}
          >
            {t('Keep offline')}
          </Button>
        )
      }
    >
      {files.length === 0 ? (
        <p className="t3 t12">{t('Drop a file or paste a picture into the ticket.')}</p>
      ) : (
        <FileList label={t('Files')} files={files} now={now} {...actions} />
      )}
      {unsent === 0 ? null : (
        <p className="t3 t12 tickets-unsent-files">
          {t(
            'Files that are not sent yet are on this machine alone. Unlike text they are not in the file of unsent work.',
          )}
        </p>
      )}
      {viewer}
    </ContextSection>
  );
}
