import { useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { pictureSource } from '../markdown/picture-reference.ts';
import type { PictureData } from '../markdown/picture-reference.ts';
import { shrinkPicture } from './shrink-picture.ts';

export interface PictureDialogProps {
  /** Pasted or dropped; null: it is chosen here. */
  readonly file: File | null;
  onClose(): void;
  onPicture(picture: PictureData, alt: string): void;
}

type Made = { readonly picture: PictureData } | { readonly problem: string } | null;

function useShrunk(file: File | null): Made {
  const [made, setMade] = useState<{ file: File; made: Made } | null>(null);
  useEffect(() => {
    if (!file) return undefined;
    let isCurrent = true;
    shrinkPicture(file).then(
      (picture) => isCurrent && setMade({ file, made: { picture } }),
      () =>
        isCurrent &&
        setMade({ file, made: { problem: t('This file is no picture that can be shown.') } }),
    );
    return () => {
      isCurrent = false;
    };
  }, [file]);
  return made?.file === file ? made.made : null;
}

function Shown({ made }: { readonly made: Made }): ReactElement | null {
  const locale = useLocale();
  if (made === null) return null;
  if ('problem' in made) return <Notice tone="danger">{made.problem}</Notice>;
  const { picture } = made;
  const source = pictureSource(picture);
  const size = formatBytes(locale, (picture.data.length * 3) / 4);
  return (
    <figure className="kbe-shown">
      {source ? <img src={source} alt={t('The picture as it will be shown')} /> : null}
      <figcaption className="t3 t12">
        {t('{{width}} × {{height}} pixels, {{size}}', {
          width: picture.widthPixels,
          height: picture.heightPixels,
          size,
        })}
      </figcaption>
    </figure>
  );
}

function Chooser({ onFile }: { onFile(file: File): void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button icon="image" onClick={() => input.current?.click()}>
        {t('Choose a picture')}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={t('Choose a picture')}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          target.value = '';
          if (file) onFile(file);
        }}
      />
    </>
  );
}

/** Asks what a picture shows before it goes into the text. */
export function PictureDialog({
  file: given,
  onClose,
  onPicture,
}: PictureDialogProps): ReactElement {
  const [chosen, setChosen] = useState<File | null>(null);
  const [alt, setAlt] = useState('');
  const [tried, setTried] = useState(false);
  const made = useShrunk(chosen ?? given);
  const picture = made && 'picture' in made ? made.picture : null;
  const confirm = (): void => {
    setTried(true);
    if (picture && alt.trim() !== '') onPicture(picture, alt.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('Picture')}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" disabled={picture === null} onClick={confirm}>
            {t('Insert')}
          </Button>
        </>
      }
    >
      <form
        className="kbe-form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <FormField
          label={t('What it shows')}
          required
          hint={t('Read aloud to who cannot see it, and shown where it is missing.')}
          error={tried && alt.trim() === '' ? t('Say what the picture shows.') : undefined}
        >
          {(ids) => (
            <TextInput {...ids} value={alt} onChange={({ target }) => setAlt(target.value)} />
          )}
        </FormField>
        <Shown made={made} />
        <Chooser onFile={setChosen} />
      </form>
    </Dialog>
  );
}
