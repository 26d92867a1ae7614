import { t } from '../../../ui/i18n.ts';

/** A line as an entry of a timeline keeps it; an older build may have written less. */
interface KeptLine {
  readonly text?: string;
  readonly order?: number;
  readonly doneAt?: string;
}

type KeptLines = Readonly<Record<string, KeptLine>>;

function linesOf(value: unknown): KeptLines {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as KeptLines)
    : {};
}

/**
 * What a change of a checklist did, a sentence each: ticked, opened again, added, taken off,
 * reworded. Lines that only changed places say so once, together.
 */
export function checklistWords(before: unknown, after: unknown): readonly string[] {
  const was = linesOf(before);
  const is = linesOf(after);
  const words: string[] = [];
  for (const [key, line] of Object.entries(is)) {
    const former = was[key];
    const text = line.text ?? '';
    if (former === undefined) words.push(t('added “{{text}}” to the checklist', { text }));
    else if ((former.doneAt === undefined) !== (line.doneAt === undefined)) {
      words.push(
        line.doneAt === undefined
          ? t('opened “{{text}}” on the checklist again', { text })
          : t('ticked “{{text}}”', { text }),
      );
    } else if (former.text !== line.text) {
      words.push(t('reworded “{{text}}” on the checklist', { text }));
    }
  }
  for (const [key, line] of Object.entries(was)) {
    if (is[key] === undefined) {
      words.push(t('took “{{text}}” off the checklist', { text: line.text ?? '' }));
    }
  }
  return words.length > 0 ? words : [t('put the checklist in another order')];
}
