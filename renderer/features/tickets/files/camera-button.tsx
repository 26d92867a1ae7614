import { useState } from 'react';
import type { ReactElement } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { photoName } from './camera-words.ts';
import { useCamera } from './use-camera.ts';
import './camera.css';

interface CameraDialogProps {
  onPicture(file: File): void;
  onClose(): void;
}

function CameraDialog({ onPicture, onClose }: CameraDialogProps): ReactElement {
  const { video, isReady, trouble, retry, take } = useCamera();
  const [taken, setTaken] = useState(0);
  const shoot = async (): Promise<void> => {
    const picture = await take();
    if (!picture) return;
    onPicture(new File([picture], photoName(new Date()), { type: 'image/jpeg' }));
    setTaken(taken + 1);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="m"
      title={t('Take a picture')}
      actions={
        <>
          {trouble === undefined ? null : <Button onClick={retry}>{t('Try again')}</Button>}
          <Button onClick={onClose}>{taken === 0 ? t('Cancel') : t('Done')}</Button>
          {trouble === undefined ? (
            <Button
              variant="primary"
              icon="camera"
              disabled={!isReady}
              onClick={() => void shoot()}
            >
              {t('Take the picture')}
            </Button>
          ) : null}
        </>
      }
    >
      {trouble === undefined ? (
        <video
          ref={video}
          className="tickets-camera"
          aria-label={t('What the camera sees')}
          muted
          playsInline
        />
      ) : (
        <Notice tone="warning">{trouble}</Notice>
      )}
      <p className="t3 t12" role="status">
        {taken === 0 ? '' : t('{{count}} pictures are with the draft', { count: taken })}
      </p>
    </Dialog>
  );
}

/** Takes pictures with the camera, as files. */
export function CameraButton({ onPicture }: Pick<CameraDialogProps, 'onPicture'>): ReactElement {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton
        icon="camera"
        size="sm"
        label={t('Take a picture')}
        onClick={() => setOpen(true)}
      />
      {open ? <CameraDialog onPicture={onPicture} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
