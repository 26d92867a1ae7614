import { useCallback, useEffect, useState } from 'react';
import { picturesIn } from '../../../../shared/workflow/article-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { DraftDocument } from '../../../replica/local-documents.ts';
import type { Replica } from '../../../replica/replica.ts';
import type { PictureData } from '../markdown/picture-reference.ts';

function draftId(pictureId: string): string {
  return `draft:picture:${pictureId}`;
}

function parse(text: string | undefined): PictureData | null {
  try {
    return text === undefined ? null : (JSON.parse(text) as PictureData);
  } catch {
    return null;
  }
}

/** Pictures of an article that is being written; documents come of them when it is saved. */
export interface PendingPictures {
  readonly all: ReadonlyMap<string, PictureData>;
  add(id: string, picture: PictureData): Promise<void>;
  forget(ids: readonly string[]): void;
}

async function readKept(
  replica: Replica,
  ids: readonly string[],
): Promise<[string, PictureData][]> {
  const found = await Promise.all(
    ids.map(async (id): Promise<[string, PictureData | null]> => {
      const kept = await replica.local.get<DraftDocument>(draftId(id));
      return [id, parse(kept?.text)];
    }),
  );
  return found.flatMap(([id, picture]) => (picture ? [[id, picture]] : []));
}

/** What a crash left is read again, by what the text refers to. */
export function usePendingPictures(markdown: string): PendingPictures {
  const replica = useReplica();
  const [all, setAll] = useState<ReadonlyMap<string, PictureData>>(new Map());
  const wanted = picturesIn(markdown)
    .filter((id) => !all.has(id))
    .join(' ');
  useEffect(() => {
    if (wanted === '') return undefined;
    let isCurrent = true;
    void readKept(replica, wanted.split(' ')).then((found) => {
      if (isCurrent && found.length > 0) setAll((before) => new Map([...before, ...found]));
    });
    return () => {
      isCurrent = false;
    };
  }, [replica, wanted]);
  const add = useCallback(
    async (id: string, picture: PictureData): Promise<void> => {
      const keptAt = new Date(replica.now()).toISOString();
      const text = JSON.stringify(picture);
      await replica.local.put([{ id: draftId(id), kind: 'draft', text, keptAt }]);
      setAll((before) => new Map([...before, [id, picture]]));
    },
    [replica],
  );
  const forget = useCallback(
    (ids: readonly string[]): void => {
      void replica.local.remove(ids.map(draftId));
      const gone = new Set(ids);
      setAll((before) => new Map([...before].filter(([id]) => !gone.has(id))));
    },
    [replica],
  );
  return { all, add, forget };
}
