import { Command as Menu } from 'cmdk';
import { useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { useReference, useVersion, useWorkspace } from '../replica/hooks.ts';
import type { ReferenceSnapshot } from '../replica/reference.ts';
import { useSearchState } from '../features/search/search-store.ts';
import { useFound } from '../search/use-found.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { t } from '../ui/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { ICON_SHAPES } from '../ui/icon-paths.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { Kbd } from '../ui/kbd.tsx';
import { useCommandList } from '../ui/use-commands.ts';
import { paletteCommands, paletteRecords, PER_GROUP } from './palette-results.ts';
import type { CommandResult, PaletteResult } from './palette-results.ts';

const TICKET_ICONS: Readonly<Record<string, IconName>> = {
  incident: 'incident',
  problem: 'problem',
  change: 'change',
  request: 'request',
};

/** A class's icon is data of the workspace; one this build does not know becomes a box. */
function iconOf(result: PaletteResult, classes: ReferenceSnapshot['classes']): IconName {
  if (result.kind === 'command') return result.command.icon ?? 'chevron-right';
  if (result.record === 'article') return 'book';
  if (result.record === 'ticket') return TICKET_ICONS[result.variety] ?? 'check';
  const name = classes.get(result.variety)?.icon ?? 'box';
  return name in ICON_SHAPES ? (name as IconName) : 'box';
}

function keysOf(result: PaletteResult): string | undefined {
  if (result.kind !== 'command') return undefined;
  const { keys } = result.command;
  return typeof keys === 'string' ? keys : keys?.[0];
}

function Result({
  result,
  onChoose,
}: {
  readonly result: PaletteResult;
  readonly onChoose: () => void;
}): ReactElement {
  const keys = keysOf(result);
  const icon = iconOf(result, useReference().classes);
  return (
    <Menu.Item className="palette__item" value={result.id} onSelect={onChoose}>
      <Icon name={icon} size={14} />
      <span className="cut grow">
        {result.kind === 'record' ? result.label : result.command.label}
      </span>
      {result.kind === 'record' ? <span className="t3 t12 nowrap">{result.detail}</span> : null}
      {keys ? <Kbd keys={keys} /> : null}
    </Menu.Item>
  );
}

function Group({
  title,
  results,
  onChoose,
}: {
  readonly title: string;
  readonly results: readonly PaletteResult[];
  readonly onChoose: (result: PaletteResult) => void;
}): ReactElement | null {
  if (results.length === 0) return null;
  return (
    <Menu.Group heading={title} className="palette__group">
      {results.map((result) => (
        <Result key={result.id} result={result} onChoose={() => onChoose(result)} />
      ))}
    </Menu.Group>
  );
}

interface PaletteBodyProps {
  readonly onDone: () => void;
  /** The line that Enter takes, set anew with every letter. */
  readonly onFirst: (id: string) => void;
}

/** The whole search, with what was typed here. */
function useSearchLine(typed: string): CommandResult | null {
  const go = useNavigation((state) => state.go);
  const text = typed.trim();
  return useMemo(() => {
    if (text === '') return null;
    const run = (): void => {
      useSearchState.getState().setText(text);
      go({ kind: 'search' });
    };
    const label = t('Search everything for “{{text}}”', { text });
    return {
      kind: 'command',
      id: 'palette.search',
      command: { id: 'search', label, run, icon: 'search' },
    };
  }, [text, go]);
}

/** Lines for what is typed; records trail it by some milliseconds. */
function usePaletteLines(typed: string) {
  const workspace = useWorkspace();
  // Rows change while their ids stay.
  useVersion(workspace.tickets);
  const commands = useCommandList();
  const found = useFound(typed, PER_GROUP, false);
  const records = paletteRecords(workspace, found.first);
  const own = useMemo(() => paletteCommands(commands, typed), [commands, typed]);
  const search = useSearchLine(typed);
  return {
    ...records,
    commands: search === null ? own : [...own, search],
    isCurrent: found.text === typed.trim(),
  };
}

function PaletteBody({ onDone, onFirst }: PaletteBodyProps): ReactElement {
  const openRecord = useNavigation((state) => state.openRecord);
  const [typed, setTyped] = useState('');
  const { tickets, items, articles, commands, isCurrent } = usePaletteLines(typed);
  const [first] = [...tickets, ...items, ...articles, ...commands];
  const firstId = first?.id ?? '';
  // Before the next key arrives: Enter never takes a line of what was typed before.
  useLayoutEffect(() => onFirst(firstId), [typed, firstId, onFirst]);
  const choose = (result: PaletteResult): void => {
    onDone();
    if (result.kind === 'record') openRecord(result.id);
    else result.command.run();
  };
  // Enter before the answer to the last letter takes the first line of that answer.
  const [isEntered, setEntered] = useState(false);
  useEffect(() => {
    if (isEntered && isCurrent && first) choose(first);
  });
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || isCurrent || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    setEntered(true);
  };
  return (
    <>
      <div className="palette__box" onKeyDownCapture={onKeyDown}>
        <Icon name="search" />
        <Menu.Input
          className="palette__input"
          value={typed}
          onValueChange={(next) => {
            setTyped(next);
            setEntered(false);
          }}
          placeholder={t('Number, title, name, tag, serial, or what you want to do')}
          aria-label={t('Find a record or command')}
        />
      </div>
      <Menu.List className="palette__list" label={t('Results')}>
        <Group title={t('Tickets')} results={tickets} onChoose={choose} />
        <Group title={t('Configuration items')} results={items} onChoose={choose} />
        <Group title={t('Articles')} results={articles} onChoose={choose} />
        <Group title={t('Commands')} results={commands} onChoose={choose} />
      </Menu.List>
    </>
  );
}

/** Ctrl/Cmd+K: every record and every command, by keyboard. */
export function Palette(): ReactElement {
  const { paletteOpen, set } = usePanels();
  const [picked, setPicked] = useState('');
  const close = (): void => set({ paletteOpen: false });
  return (
    <Menu.Dialog
      open={paletteOpen}
      onOpenChange={(open) => set({ paletteOpen: open })}
      label={t('Find a record or command')}
      shouldFilter={false}
      value={picked}
      onValueChange={setPicked}
      loop
      overlayClassName="palette__scrim"
      contentClassName="palette"
    >
      {paletteOpen ? <PaletteBody onDone={close} onFirst={setPicked} /> : null}
    </Menu.Dialog>
  );
}
