import { useMemo, type JSX } from 'react';
import type { Command } from './commands.ts';
import { Dialog } from './dialog.tsx';
import { t } from './i18n.ts';
import { Kbd } from './kbd.tsx';
import { useCommandList } from './use-commands.ts';

interface KeyRow {
  readonly id: string;
  readonly label: string;
  readonly keys: readonly string[];
}

interface KeyGroup {
  readonly title: string;
  readonly rows: readonly KeyRow[];
}

/** What lists, fields and panes answer by themselves, without a registered command. */
function builtIn(): readonly KeyGroup[] {
  return [
    {
      title: t('In a list'),
      rows: [
        { id: 'list.move', label: t('Next, previous row'), keys: ['j', 'k'] },
        { id: 'list.page', label: t('A page on, back'), keys: ['PageDown', 'PageUp'] },
        { id: 'list.ends', label: t('First, last row'), keys: ['Home', 'End'] },
        { id: 'list.open', label: t('Open'), keys: ['Enter', 'o'] },
        { id: 'list.window', label: t('Open in its own window'), keys: ['Shift+Enter'] },
        { id: 'list.select', label: t('Select'), keys: ['x'] },
        { id: 'list.range', label: t('Select a range'), keys: ['Shift+j', 'Shift+k'] },
        { id: 'list.all', label: t('Select all'), keys: ['Ctrl+A'] },
        { id: 'list.fold', label: t('Fold, unfold a group'), keys: ['ArrowLeft', 'ArrowRight'] },
      ],
    },
    {
      title: t('Everywhere'),
      rows: [
        { id: 'pane.next', label: t('Next pane'), keys: ['F6'] },
        { id: 'pane.previous', label: t('Previous pane'), keys: ['Shift+F6'] },
        { id: 'leave', label: t('Leave field, then drawer, then record'), keys: ['Escape'] },
      ],
    },
  ];
}

function groupsOf(list: readonly Command[]): readonly KeyGroup[] {
  const groups = new Map<string, KeyRow[]>();
  for (const command of list) {
    if (command.hidden === true || command.keys === undefined) continue;
    const title = command.group ?? t('Everywhere');
    const keys = typeof command.keys === 'string' ? [command.keys] : command.keys;
    const rows = groups.get(title) ?? [];
    rows.push({ id: command.id, label: command.label, keys });
    groups.set(title, rows);
  }
  for (const { title, rows } of builtIn()) {
    const known = new Set([...groups.values()].flat().flatMap((row) => row.keys));
    const missing = rows.filter((row) => !row.keys.every((key) => known.has(key)));
    groups.set(title, [...(groups.get(title) ?? []), ...missing]);
  }
  return [...groups].map(([title, rows]) => ({ title, rows }));
}

export interface KeyMapDialogProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

/** The map of the keyboard, from the commands in force. */
export function KeyMapDialog({ open, onOpenChange }: KeyMapDialogProps): JSX.Element {
  const list = useCommandList();
  const groups = useMemo(() => (open ? groupsOf(list) : []), [list, open]);
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('Keys')} size="l" isReading>
      <div className="key-map">
        {groups.map((group) => (
          <section key={group.title} className="key-map__group">
            <h3>{group.title}</h3>
            <dl>
              {group.rows.map((row) => (
                <div key={row.id} className="key-map__row">
                  <dt>{row.label}</dt>
                  <dd>
                    {row.keys.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
