import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { useReference, useReplica, useWorkspace } from '../../replica/hooks.ts';
import { useFound } from '../../search/use-found.ts';
import type { Finding } from '../../search/use-found.ts';
import { useTicketTexts } from '../../search/use-ticket-texts.ts';
import { useNavigation } from '../../state/navigation.ts';
import { commands } from '../../ui/commands.ts';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { useNow } from '../../ui/use-now.ts';
import { SearchBar } from './search-bar.tsx';
import { SearchHelp } from './search-help.tsx';
import { EXPANDED, SHOWN, searchGroups, ticketsToRead } from './search-lines.ts';
import type { SearchGroup, SearchLine } from './search-lines.ts';
import { NothingFound, Problems, progressText } from './search-notes.tsx';
import { SearchResults } from './search-results.tsx';
import { useSearchState } from './search-store.ts';
import './search.css';

/** Groups of what was found, with the texts that explain them. */
function useGroups(found: Finding): readonly SearchGroup[] {
  const { tickets } = useWorkspace();
  const { people } = useReference();
  const expanded = useSearchState((state) => state.expanded);
  const shown = expanded.has('tickets') ? EXPANDED : SHOWN;
  const ids = useMemo(() => ticketsToRead(found, shown), [found, shown]);
  const texts = useTicketTexts(ids);
  return useMemo(() => {
    const headOf = (id: string): string => {
      const row = tickets.get(id);
      const requester = row?.requesterId === undefined ? '' : people.get(row.requesterId)?.name;
      return row ? `${row.number} ${row.title}\n${requester ?? ''}\n${row.category ?? ''}` : '';
    };
    return searchGroups(found, expanded, texts, headOf);
  }, [found, expanded, texts, tickets, people]);
}

/** What choosing a line does. */
function useChoose(): (line: SearchLine, how: 'here' | 'window') => void {
  const openRecord = useNavigation((state) => state.openRecord);
  const { expand, setText } = useSearchState();
  const { reference } = useReplica();
  return useCallback(
    (line, how) => {
      if (line.kind === 'more') {
        expand(line.of);
        return;
      }
      const party = reference.get().people.get(line.id);
      if (party) {
        const field = party.kind === 'team' ? 'team' : 'requester';
        setText(`${field}:"${party.name.replaceAll('"', '')}" state:open`);
        return;
      }
      openRecord(line.id);
      if (how === 'window') commands.run('tab.window');
    },
    [openRecord, expand, setText, reference],
  );
}

interface Cursor {
  readonly key: string | null;
  setKey(key: string | null): void;
  onKeyDown(event: KeyboardEvent): void;
}

/** The focus stays in the box; arrows move through the lines, Enter chooses. */
function useCursor(
  groups: readonly SearchGroup[],
  choose: (line: SearchLine, how: 'here' | 'window') => void,
): Cursor {
  const lines = useMemo(() => groups.flatMap((group) => group.lines), [groups]);
  const [picked, setKey] = useState<string | null>(null);
  const at = lines.findIndex((line) => line.key === picked);
  const index = at >= 0 ? at : 0;
  return {
    key: lines[index]?.key ?? null,
    setKey,
    onKeyDown(event) {
      const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
      if (move !== undefined && lines.length > 0) {
        event.preventDefault();
        const next = Math.min(lines.length - 1, Math.max(0, index + move));
        setKey(lines[next]?.key ?? null);
        return;
      }
      const line = lines[index];
      if (event.key !== 'Enter' || !line || event.nativeEvent.isComposing) return;
      event.preventDefault();
      choose(line, event.ctrlKey || event.metaKey ? 'window' : 'here');
    },
  };
}

function countText(groups: readonly SearchGroup[], locale: string): string {
  const total = groups.reduce((sum, group) => sum + group.total, 0);
  return t('{{shown}} found', { shown: formatNumber(locale, total) });
}

/** One box over tickets, articles, items and people (`Ctrl+Shift+F`). */
export function SearchScreen(): ReactElement {
  const { text, expanded, setText } = useSearchState();
  const found = useFound(text, expanded.size > 0 ? EXPANDED : SHOWN, true);
  const groups = useGroups(found);
  const choose = useChoose();
  const cursor = useCursor(groups, choose);
  const now = useNow();
  const locale = useLocale();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const onTry = (example: string): void => {
    setText(example);
    input.current?.focus();
  };
  const { first, second } = found;
  const isAsked = text.trim() !== '';
  const searchesTickets = first?.kinds.includes('tickets') ?? false;
  const progress = first && searchesTickets ? progressText(second, locale) : null;
  return (
    <Pane kind="record" label={t('Search')} as="main" className="find">
      <PaneBar
        title={t('Search')}
        count={first && isAsked ? <span aria-live="polite">{countText(groups, locale)}</span> : ''}
      />
      <SearchBar
        value={text}
        onChange={(next) => {
          setText(next);
          cursor.setKey(null);
        }}
        onKeyDown={cursor.onKeyDown}
        activeKey={isAsked ? cursor.key : null}
        isOpen={isAsked && groups.length > 0}
        inputRef={input}
      />
      <PaneBody className="find__body">
        <Problems first={isAsked ? first : null} />
        {!isAsked ? <SearchHelp onTry={onTry} /> : null}
        {isAsked && first && groups.length === 0 ? (
          <NothingFound first={first} second={second} />
        ) : null}
        {first && groups.length > 0 ? (
          <SearchResults
            groups={groups}
            marks={first.marks}
            activeKey={cursor.key}
            now={now}
            onPoint={cursor.setKey}
            onKeyDown={cursor.onKeyDown}
            onChoose={choose}
          />
        ) : null}
        {groups.length > 0 && progress !== null ? (
          <p className="find__progress t3 t12" role="status">
            {progress}
          </p>
        ) : null}
      </PaneBody>
    </Pane>
  );
}
