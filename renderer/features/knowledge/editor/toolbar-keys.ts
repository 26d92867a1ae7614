import type { KeyBinding } from '@codemirror/view';
import type { CalloutKind } from '../markdown/rehype-callouts.ts';
import { CALLOUT_KINDS } from '../markdown/rehype-callouts.ts';
import type { IconName } from '../../../ui/icon-paths.ts';
import { t } from '../../../ui/i18n.ts';
import type { MenuItem } from '../../../ui/menu.tsx';
import {
  addTableColumn,
  addTableRow,
  insertCallout,
  insertCode,
  insertTable,
  toggleHeading,
  toggleList,
  toggleMark,
} from './markdown-edits.ts';
import type { EditorHandle } from './markdown-editor.tsx';
import type { Selected, TextEdit } from './markdown-edits.ts';

/** What opens a dialog of its own. */
export interface ToolbarDialogs {
  onLink(): void;
  onPicture(): void;
}

type Change = (selected: Selected) => TextEdit | null;

/** Languages offered for code blocks: those that a desk writes. */
export const CODE_LANGUAGES = [
  ['', () => t('Plain text')],
  ['powershell', () => 'PowerShell'],
  ['sh', () => t('Shell')],
  ['cmd', () => t('Windows command prompt')],
  ['sql', () => 'SQL'],
  ['json', () => 'JSON'],
  ['xml', () => 'XML'],
  ['yaml', () => 'YAML'],
  ['ini', () => 'INI'],
  ['reg', () => t('Registry')],
] as const;

const CALLOUT_ICONS: Readonly<Record<CalloutKind, IconName>> = {
  note: 'info',
  tip: 'bolt',
  important: 'flag',
  warning: 'warning',
  caution: 'stop',
};

export function calloutName(kind: CalloutKind): string {
  const names: Readonly<Record<CalloutKind, () => string>> = {
    note: () => t('Note'),
    tip: () => t('Tip'),
    important: () => t('Important'),
    warning: () => t('Warning'),
    caution: () => t('Caution'),
  };
  return names[kind]();
}

function heads(): readonly string[] {
  return [t('Column {{n}}', { n: 1 }), t('Column {{n}}', { n: 2 })];
}

export const newTable: Change = (selected) => insertTable(selected, { heads: heads(), rows: 2 });
const tableRow: Change = ({ text, from }) => addTableRow(text, from);
const tableColumn: Change = ({ text, from }) => addTableColumn(text, from);

export function headingItems(editor: EditorHandle): readonly MenuItem[] {
  return [1, 2, 3].map((n) => ({
    id: `h${n}`,
    label: t('Heading of level {{n}}', { n }),
    kbd: `Ctrl+Alt+${n}`,
    // The article's title is its first level.
    onSelect: () => editor.edit((selected) => toggleHeading(selected, n + 1)),
  }));
}

export function calloutItems(editor: EditorHandle): readonly MenuItem[] {
  return CALLOUT_KINDS.map((kind) => ({
    id: kind,
    label: calloutName(kind),
    icon: CALLOUT_ICONS[kind],
    onSelect: () => editor.edit((selected) => insertCallout(selected, kind)),
  }));
}

export function codeItems(editor: EditorHandle): readonly MenuItem[] {
  return CODE_LANGUAGES.map(([language, name]) => ({
    id: language === '' ? 'plain' : language,
    label: name(),
    onSelect: () => editor.edit((selected) => insertCode(selected, language)),
  }));
}

export function tableItems(editor: EditorHandle): readonly MenuItem[] {
  return [
    {
      id: 'new',
      label: t('New table'),
      icon: 'plus',
      kbd: 'Ctrl+Alt+T',
      onSelect: () => editor.edit(newTable),
    },
    {
      id: 'row',
      label: t('Row below'),
      kbd: 'Ctrl+Alt+R',
      onSelect: () => editor.edit(tableRow),
    },
    {
      id: 'column',
      label: t('Column to the right'),
      kbd: 'Ctrl+Alt+C',
      onSelect: () => editor.edit(tableColumn),
    },
  ];
}

/** The keys of the text box itself; the key map shows them, as does the toolbar. */
export function editorKeys(
  editor: () => EditorHandle | null,
  dialogs: ToolbarDialogs,
): readonly KeyBinding[] {
  const edit = (key: string, change: Change): KeyBinding => ({
    key,
    preventDefault: true,
    run: () => {
      editor()?.edit(change);
      return true;
    },
  });
  const open = (key: string, run: () => void): KeyBinding => ({
    key,
    preventDefault: true,
    run: () => {
      run();
      return true;
    },
  });
  return [
    edit('Mod-b', (selected) => toggleMark(selected, '**')),
    edit('Mod-i', (selected) => toggleMark(selected, '*')),
    edit('Mod-e', (selected) => toggleMark(selected, '`')),
    ...[1, 2, 3].map((n) => edit(`Mod-Alt-${n}`, (selected) => toggleHeading(selected, n + 1))),
    edit('Mod-Shift-8', (selected) => toggleList(selected, 'bullets')),
    edit('Mod-Shift-7', (selected) => toggleList(selected, 'numbers')),
    edit('Mod-Shift-9', (selected) => toggleList(selected, 'tasks')),
    edit('Mod-Alt-t', newTable),
    edit('Mod-Alt-r', tableRow),
    edit('Mod-Alt-c', tableColumn),
    open('Mod-Shift-k', dialogs.onLink),
    open('Mod-Shift-u', dialogs.onPicture),
  ];
}
