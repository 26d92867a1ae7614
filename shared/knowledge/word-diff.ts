import { diffComm } from 'node-diff3';

/** A stretch of a text beside the one it came from. */
export interface DiffPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** Words compared in one go; comparing takes the square of it, and longer texts go line by line. */
const MOST_WORDS = 900;
/** A text of which less than this share is left is another text: marks would only confuse. */
const LEAST_IN_COMMON = 0.25;

function tokensOf(text: string, isLong: boolean): string[] {
  return (isLong ? text.split(/(?<=\n)/) : text.split(/(\s+)/)).filter((token) => token !== '');
}

/** Words changed one after the other are one change: the blanks between them belong to it. */
function bridged(parts: readonly DiffPart[]): readonly DiffPart[] {
  const all: DiffPart[] = [];
  let run: { removed: string; added: string } | null = null;
  const flush = (): void => {
    if (run) all.push({ kind: 'removed', text: run.removed }, { kind: 'added', text: run.added });
    run = null;
  };
  for (const [at, part] of parts.entries()) {
    const next = parts[at + 1];
    const isBridge: boolean =
      part.kind === 'same' &&
      part.text.trim() === '' &&
      run !== null &&
      next !== undefined &&
      next.kind !== 'same';
    if (part.kind === 'same' && !isBridge) {
      flush();
      all.push(part);
      continue;
    }
    run ??= { removed: '', added: '' };
    if (part.kind !== 'added') run.removed += part.text;
    if (part.kind !== 'removed') run.added += part.text;
  }
  flush();
  return all;
}

function joined(parts: readonly DiffPart[]): readonly DiffPart[] {
  const all: DiffPart[] = [];
  for (const part of parts) {
    if (part.text === '') continue;
    const last = all.at(-1);
    if (last?.kind === part.kind) all[all.length - 1] = { ...part, text: last.text + part.text };
    else all.push(part);
  }
  return all;
}

/** What a text added to another and took out of it, word by word; long texts line by line. */
export function diffWords(before: string, after: string): readonly DiffPart[] {
  if (before === after || before === '' || after === '') {
    return after === '' ? [] : [{ kind: before === '' ? 'added' : 'same', text: after }];
  }
  const isLong = Math.max(before.length, after.length) > MOST_WORDS * 6;
  const [old, now] = [tokensOf(before, isLong), tokensOf(after, isLong)];
  if (Math.max(old.length, now.length) > MOST_WORDS * 2) return [{ kind: 'same', text: after }];
  const parts = diffComm(old, now).flatMap((chunk): readonly DiffPart[] =>
    chunk.common
      ? [{ kind: 'same', text: chunk.common.join('') }]
      : [
          { kind: 'removed', text: chunk.buffer1.join('') },
          { kind: 'added', text: chunk.buffer2.join('') },
        ],
  );
  const common = parts
    .filter(({ kind, text }) => kind === 'same' && text.trim() !== '')
    .reduce((sum, { text }) => sum + text.length, 0);
  return common < after.length * LEAST_IN_COMMON
    ? [{ kind: 'same', text: after }]
    : joined(bridged(parts));
}
