import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../shared/model/entry.ts';
import type { Item } from '../../../shared/model/item.ts';
import { useDraftFiles, useRecordFiles } from '../../blobs/hooks.ts';
import { useReference, useReplica } from '../../replica/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { FileButton, FileDrop } from '../../ui/file-drop.tsx';
import { ChosenFiles, FileList } from '../../ui/file-list.tsx';
import { fileRefusalText } from '../../ui/file-view.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { toast } from '../../ui/toast.ts';
import { useFileViewer } from '../../ui/use-file-viewer.tsx';
import { useNow } from '../../ui/use-now.ts';

interface FilesTabProps {
  readonly item: Item;
  readonly entries: readonly Entry[];
}

function useNewFiles(item: Item) {
  const replica = useReplica();
  const locale = useLocale();
  const draft = useDraftFiles(`draft:${item.id}`, item.scope);
  const [busy, setBusy] = useState(false);
  return {
    draft,
    busy,
    add: (chosen: readonly File[]): void =>
      void draft.add(chosen).then((notTaken) => {
        for (const { name, refusal } of notTaken) {
          toast({ tone: 'warning', text: fileRefusalText(name, refusal, locale) });
        }
      }),
    async attach(): Promise<void> {
      setBusy(true);
      try {
        const count = draft.files.length;
        await draft.attach(
          item,
          replica,
          t('{{count}} files on {{name}}', { count, name: item.name }),
        );
      } catch (error) {
        const reason = error instanceof Error ? error.message : '';
        toast({
          tone: 'danger',
          text: t('The files could not be attached: {{reason}}', { reason }),
        });
      } finally {
        setBusy(false);
      }
    },
  };
}

/** Pictures of the rack, contracts, exports: what belongs to an item, and what is added to it. */
export function FilesTab({ item, entries }: FilesTabProps): ReactElement {
  const source = useRecordFiles(item.id, entries);
  const { byUserName } = useReference();
  const now = useNow();
  const files = source.files.map(({ createdBy, ...file }) => ({
    ...file,
    who: byUserName.get(createdBy)?.name ?? createdBy,
  }));
  const { actions, viewer } = useFileViewer({ ...source, files });
  const { draft, busy, add, attach } = useNewFiles(item);
  const count = draft.files.length;
  return (
    <FileDrop label={t('Attach to {{name}}', { name: item.name })} onFiles={add}>
      <div className="cmdb-files">
        <div className="cmdb-files__bar">
          <FileButton label={t('Attach files')} onFiles={add} />
          <span className="grow" />
          {files.length === 0 ? null : (
            <Button
              size="sm"
              variant="quiet"
              icon={source.isPinned ? 'check' : 'download'}
              aria-pressed={source.isPinned}
              onClick={() => void source.setPinned(!source.isPinned)}
            >
              {t('Keep offline')}
            </Button>
          )}
        </div>
        <ChosenFiles files={draft.files} onRemove={(id) => void draft.remove(id)} />
        {count === 0 ? null : (
          <p>
            <Button variant="primary" disabled={busy} onClick={() => void attach()}>
              {t('Attach {{count}} files', { count })}
            </Button>
          </p>
        )}
        {files.length === 0 ? (
          <p className="t3">{t('Drop files here, paste a picture or choose them.')}</p>
        ) : (
          <FileList label={t('Files')} files={files} now={now} {...actions} />
        )}
      </div>
      {viewer}
    </FileDrop>
  );
}
