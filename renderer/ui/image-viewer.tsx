import { Dialog as Radix } from 'radix-ui';
import type { JSX, KeyboardEvent } from 'react';
import { Button, IconButton } from './button.tsx';
import { fileProblemText, fileStateText } from './file-view.ts';
import type { FileView } from './file-view.ts';
import { formatBytes, formatDateTime } from './format.ts';
import { t, useLocale } from './i18n.ts';
import { useLayerFocus } from './use-layer-focus.ts';

export interface ImageViewerProps {
  readonly files: readonly FileView[];
  readonly index: number;
  /** Address of the decoded content; null while it is fetched or cannot be had. */
  readonly url: string | null;
  onIndex(index: number): void;
  onSave(file: FileView): void;
  onClose(): void;
}

/** Shows the pictures of a record one by one: arrows turn the page, Esc closes. */
export function ImageViewer(props: ImageViewerProps): JSX.Element | null {
  const { files, index, url, onIndex, onSave, onClose } = props;
  const locale = useLocale();
  const focus = useLayerFocus('own');
  const file = files[index];
  if (!file) return null;
  const turn = (step: 1 | -1): void => onIndex((index + step + files.length) % files.length);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    turn(event.key === 'ArrowLeft' ? -1 : 1);
  };
  const isMany = files.length > 1;
  const facts = [
    isMany ? t('{{index}} of {{total}}', { index: index + 1, total: files.length }) : null,
    formatBytes(locale, file.size),
    `${file.who}, ${formatDateTime(locale, file.at)}`,
  ];
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Portal>
        <Radix.Overlay className="scrim scrim--full" />
        <Radix.Content
          className="viewer"
          aria-describedby={undefined}
          onKeyDown={onKeyDown}
          {...focus}
        >
          <div className="viewer__head">
            <Radix.Title className="viewer__title cut">{file.name}</Radix.Title>
            <span className="t3 t12 nowrap tnum hide-compact">
              {facts.filter((fact) => fact !== null).join(' · ')}
            </span>
            <span className="grow" />
            <Button size="sm" icon="download" onClick={() => onSave(file)}>
              {t('Save to disk')}
            </Button>
            <IconButton icon="close" size="sm" kbd="Escape" label={t('Close')} onClick={onClose} />
          </div>
          <div className="viewer__stage">
            {url === null ? (
              <p className="viewer__wait" role="status">
                {fileProblemText(file.state) ?? fileStateText(file.state, locale)}
              </p>
            ) : (
              <img src={url} alt={file.name} />
            )}
            {isMany ? (
              <>
                <IconButton
                  icon="chevron-left"
                  className="viewer__turn viewer__turn--back"
                  label={t('Picture before')}
                  onClick={() => turn(-1)}
                />
                <IconButton
                  icon="chevron-right"
                  className="viewer__turn viewer__turn--on"
                  label={t('Next picture')}
                  onClick={() => turn(1)}
                />
              </>
            ) : null}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
