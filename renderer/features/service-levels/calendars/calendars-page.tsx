import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { Button } from '../../../ui/button.tsx';
import { DataTable } from '../../../ui/data-table.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { ListHandle } from '../../../ui/list-model.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useMayEdit } from '../may-edit.ts';
import { PageFrame } from '../page-frame.tsx';
import { CalendarEditor } from './calendar-editor.tsx';
import { calendarsOf } from './calendar-facts.ts';
import { calendarColumns, calendarRows } from './calendar-rows.tsx';
import './calendars.css';

function Missing(): ReactElement {
  const go = useNavigation((state) => state.go);
  return (
    <PageFrame title={t('Calendars')}>
      <EmptyState
        icon="calendar"
        title={t('This calendar is not here')}
        actions={
          <Button onClick={() => go({ kind: 'service-levels', page: 'calendars' })}>
            {t('Show all calendars')}
          </Button>
        }
      >
        <p>{t('It was removed, or it has not arrived on this machine yet.')}</p>
      </EmptyState>
    </PageFrame>
  );
}

function NoCalendars({ onNew }: { readonly onNew: (() => void) | undefined }): ReactElement {
  return (
    <EmptyState
      icon="calendar"
      title={t('No calendars yet')}
      actions={
        onNew ? (
          <Button variant="primary" icon="plus" onClick={onNew}>
            {t('New calendar')}
          </Button>
        ) : undefined
      }
    >
      <p>
        {t('A calendar says when work is done: hours of the week, holidays and days of their own.')}
      </p>
    </EmptyState>
  );
}

/** Where the cursor was when a calendar was opened; coming back it stands there again. */
let lastActive: string | null = null;

function CalendarList(): ReactElement {
  const reference = useReference();
  const locale = useLocale();
  const nowMs = useNow();
  const mayEdit = useMayEdit();
  const go = useNavigation((state) => state.go);
  const breakpoint = useBreakpoint();
  const table = useRef<ListHandle>(null);
  const [active, setActive] = useState(lastActive);
  const rows = useMemo(
    () => calendarRows(calendarsOf(reference), reference, nowMs, locale),
    [reference, nowMs, locale],
  );
  const columns = useMemo(() => calendarColumns(rows), [rows]);
  const keyAt = useCallback((index: number) => rows[index]?.calendar.id ?? '', [rows]);
  const open = (id: string): void => go({ kind: 'service-levels', page: 'calendars', id });
  const create = mayEdit ? () => open('new') : undefined;
  useEffect(() => table.current?.focus(), []);
  useCommands([
    {
      id: 'calendars.new',
      label: t('New calendar'),
      keys: 'n',
      group: t('Service levels'),
      icon: 'plus',
      when: () => mayEdit,
      run: () => create?.(),
    },
  ]);
  return (
    <div className="sl-page cal-list">
      <PageFrame
        title={t('Calendars')}
        count={rows.length}
        actions={
          create ? (
            <Button icon="plus" kbd="n" onClick={create}>
              {t('New calendar')}
            </Button>
          ) : undefined
        }
      >
        <DataTable
          ref={table}
          label={t('Calendars, {{count}}', { count: rows.length })}
          columns={columns}
          count={rows.length}
          keyAt={keyAt}
          version={rows}
          activeKey={active ?? rows[0]?.calendar.id ?? null}
          onActiveChange={(key) => {
            lastActive = key;
            setActive(key);
          }}
          onOpen={(key) => open(key)}
          openOnClick={breakpoint === 'compact' || breakpoint === 'field'}
          empty={<NoCalendars onNew={create} />}
        />
      </PageFrame>
    </div>
  );
}

function isCalendar(policy: unknown): policy is CalendarPolicy {
  return (policy as CalendarPolicy | undefined)?.kind === 'calendar';
}

/** Hours in which work is done: all calendars, or the one that is open. */
export function CalendarsPage({ id }: { readonly id: string | null }): ReactElement {
  const { policies } = useReference();
  if (id === null) return <CalendarList />;
  if (id === 'new') return <CalendarEditor key="new" calendar={null} />;
  const calendar = policies.get(id);
  if (!isCalendar(calendar) || calendar.removedAt) return <Missing />;
  return <CalendarEditor key={id} calendar={calendar} />;
}
