import { useEffect, useRef, useState } from 'react';
import type { JSX } from 'react';
import type { FileActions } from './file-list.tsx';
import { fileProblemText } from './file-view.ts';
import type { FileView } from './file-view.ts';
import { ImageViewer } from './image-viewer.tsx';
import { t } from './i18n.ts';
import { saveFile } from './save-file.ts';
import { toast } from './toast.ts';

/** What the files of a record can do. */
export interface FileSource {
  readonly files: readonly FileView[];
  /** The content, fetched if it is not here; null while it cannot be had, which its row says. */
  open(id: string): Promise<Blob | null>;
  cancel(id: string): void;
  retry(id: string): Promise<void>;
}

export interface FileViewer {
  readonly actions: FileActions;
  /** The open picture, or null. */
  readonly viewer: JSX.Element | null;
}

/** The address of a picture's content while it is looked at. */
function usePictureUrl(source: FileSource, file: FileView | undefined): string | null {
  const [shown, setShown] = useState<{ readonly id: string; readonly url: string } | null>(null);
  const id = file?.id;
  const mediaType = file?.mediaType ?? '';
  // Anew when it arrives, not with every percent on its way.
  const isHere = file !== undefined && file.state.kind !== 'absent';
  const openLatest = useRef(source.open);
  useEffect(() => {
    openLatest.current = source.open;
  });
  useEffect(() => {
    if (id === undefined) return undefined;
    let url: string | null = null;
    let isOver = false;
    void openLatest.current(id).then(
      (content) => {
        if (isOver || !content) return;
        url = URL.createObjectURL(new Blob([content], { type: mediaType }));
        setShown({ id, url });
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [id, mediaType, isHere]);
  return shown !== null && shown.id === id ? shown.url : null;
}

/** Opening, saving and looking through the files of a record. */
export function useFileViewer(source: FileSource): FileViewer {
  const [openId, setOpenId] = useState<string | null>(null);
  const pictures = source.files.filter(({ isPicture }) => isPicture);
  const index = pictures.findIndex(({ id }) => id === openId);
  const url = usePictureUrl(source, pictures[index]);
  const save = async (file: FileView): Promise<void> => {
    try {
      const content = await source.open(file.id);
      if (content) {
        saveFile(file.name, content);
        return;
      }
    } catch {
      // Its row says what is wrong with it.
    }
    const why = fileProblemText(file.state);
    toast({
      text: t('{{name}} is not on this machine yet', { name: file.name }),
      ...(why === null ? {} : { detail: why }),
    });
  };
  const actions: FileActions = {
    onOpen: (file) => (file.isPicture ? setOpenId(file.id) : void save(file)),
    onSave: (file) => void save(file),
    onCancel: (file) => source.cancel(file.id),
    onRetry: (file) => void source.retry(file.id),
  };
  const viewer =
    index < 0 ? null : (
      <ImageViewer
        files={pictures}
        index={index}
        url={url}
        onIndex={(next) => setOpenId(pictures[next]?.id ?? null)}
        onSave={(file) => void save(file)}
        onClose={() => setOpenId(null)}
      />
    );
  return { actions, viewer };
}
