import type { CannedResponse } from '../../../../shared/model/policy.ts';
import { foldText } from '../../../ui/option.ts';

/** A shortcut that is being typed: where its slash stands, and what follows it up to the caret. */
export interface TypedShortcut {
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

// After a blank or at the start, so that "and/or" and paths do not open a list.
const SHORTCUT_BEFORE_CARET = /(?:^|\s)\/([\p{L}\p{N}_-]{0,40})$/u;

/** The shortcut before the caret; null where none is typed. */
export function typedShortcut(text: string, caret: number): TypedShortcut | null {
  const match = SHORTCUT_BEFORE_CARET.exec(text.slice(0, caret));
  if (match === null) return null;
  const query = match[1] ?? '';
  return { from: caret - query.length - 1, to: caret, query };
}

/** As many as are offered at once; more letters narrow them down. */
const MOST = 8;

/** Texts whose shortcut begins so come first, then those whose name has a word that does. */
export function matchingResponses(
  responses: readonly CannedResponse[],
  query: string,
): readonly CannedResponse[] {
  const folded = foldText(query);
  const rank = ({ shortcut, name }: CannedResponse): number => {
    const short = foldText(shortcut);
    if (short === folded) return 0;
    if (short.startsWith(folded)) return 1;
    return foldText(name)
      .split(/[\s-]+/)
      .some((word) => word.startsWith(folded))
      ? 2
      : 3;
  };
  return responses
    .map((response) => ({ response, rank: rank(response) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank || a.response.shortcut.localeCompare(b.response.shortcut))
    .slice(0, MOST)
    .map(({ response }) => response);
}
