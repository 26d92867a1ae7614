import { useContext } from 'react';
import type { ReactElement } from 'react';
import { useDocument, WorkspaceContext } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { PendingPicturesContext, pictureIdOf, pictureSource } from './picture-reference.ts';
import type { PictureData } from './picture-reference.ts';

/** The words of a picture that is not here: nothing is loaded from outside. */
function Words({ alt }: { readonly alt: string }): ReactElement {
  return (
    <span className="kb__picture">
      <Icon name="image" size={14} />
      {alt ? t('Picture: {{words}}', { words: alt }) : t('A picture without a description')}
    </span>
  );
}

function Drawn(props: { readonly picture: PictureData; readonly alt: string }): ReactElement {
  const { picture, alt } = props;
  const source = pictureSource(picture);
  if (source === null) return <Words alt={alt} />;
  return (
    <img
      className="kb__image"
      src={source}
      alt={alt}
      width={picture.widthPixels}
      height={picture.heightPixels}
    />
  );
}

function Stored({ id, alt }: { readonly id: string; readonly alt: string }): ReactElement {
  const found = useDocument('articles', id);
  // Before it is read its room stays empty: words that go again would only flicker.
  if (found === undefined) return <span className="kb__picture-room" />;
  if (found?.kind !== 'article-picture' || found.removedAt !== undefined)
    return <Words alt={alt} />;
  return <Drawn picture={found} alt={alt} />;
}

interface PictureProps {
  readonly alt?: string | undefined;
  readonly src?: string | undefined;
}

/** A picture of the article from the replica; any other address gets its words alone. */
export function Picture({ alt = '', src = '' }: PictureProps): ReactElement {
  const pending = useContext(PendingPicturesContext);
  const workspace = useContext(WorkspaceContext);
  const id = pictureIdOf(src);
  if (id === null) return <Words alt={alt} />;
  const kept = pending.get(id);
  if (kept) return <Drawn picture={kept} alt={alt} />;
  return workspace ? <Stored id={id} alt={alt} /> : <Words alt={alt} />;
}
