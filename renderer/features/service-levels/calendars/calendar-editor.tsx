import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { PaneBody } from '../../../ui/pane.tsx';
import { toast } from '../../../ui/toast.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useMayEdit } from '../may-edit.ts';
import { useCalendarActs } from './calendar-acts.ts';
import { bodyOf, compileDraft, countsAlike, draftProblems } from './calendar-draft.ts';
import type { DraftProblem } from './calendar-draft.ts';
import { usersCount, usersOf } from './calendar-facts.ts';
import type { CalendarUsers } from './calendar-facts.ts';
import { CalendarHeading } from './calendar-heading.tsx';
import type { CalendarFormProps } from './calendar-heading.tsx';
import { DaySimulatorPanel } from './day-simulator-panel.tsx';
import { EditorMenu } from './editor-menu.tsx';
import { ExceptionsSection } from './exceptions-section.tsx';
import { HolidaysSection } from './holidays-section.tsx';
import { SaveDialog } from './save-dialog.tsx';
import { useCalendarDraft } from './use-calendar-draft.ts';
import type { DraftState } from './use-calendar-draft.ts';
import { UsedBySection } from './used-by-section.tsx';
import { WeekGrid } from './week-grid.tsx';

function CalendarForm(props: CalendarFormProps): ReactElement {
  const { draft, problems, readOnly, onChange } = props;
  return (
    <>
      <CalendarHeading {...props} />
      <section className="cal-section" aria-labelledby="cal-week">
        <div className="cal-section__head">
          <h3 id="cal-week">{t('Hours of the week')}</h3>
        </div>
        <WeekGrid
          hours={draft.hours}
          problems={problems}
          readOnly={readOnly}
          onChange={(hours) => onChange({ ...draft, hours })}
        />
      </section>
      <HolidaysSection {...props} />
      <ExceptionsSection {...props} />
    </>
  );
}

interface BarProps {
  readonly state: DraftState;
  readonly problems: readonly DraftProblem[];
  readonly onSave: () => void;
}

function SaveBar({ state, problems, onSave }: BarProps): ReactElement {
  return (
    <div className="cal-save" role="group" aria-label={t('Unsaved changes')}>
      <span className="grow" role="status">
        {problems.length > 0
          ? t('{{count}} things have to be put right first.', { count: problems.length })
          : t('Changed and not saved; kept on this machine.')}
      </span>
      <Button onClick={state.discard}>{t('Discard')}</Button>
      <Button variant="primary" disabled={problems.length > 0} kbd="Ctrl+S" onClick={onSave}>
        {t('Save')}
      </Button>
    </div>
  );
}

function Notices({
  state,
  neverOpens,
}: {
  readonly state: DraftState;
  readonly neverOpens: boolean;
}): ReactElement {
  return (
    <>
      {state.isOvertaken ? (
        <Notice tone="warning" title={t('Somebody else changed this calendar in the meantime')}>
          {t(
            'Saving keeps both where you changed different things. Discard your changes to see theirs.',
          )}
        </Notice>
      ) : null}
      {neverOpens ? (
        <Notice tone="warning" title={t('This calendar never opens')}>
          {t('Nothing that counts by it is ever due. Give at least one day hours.')}
        </Notice>
      ) : null}
    </>
  );
}

const NO_USERS: CalendarUsers = { policies: [], teams: [], places: [] };

function useSave(state: DraftState) {
  const acts = useCalendarActs();
  const go = useNavigation((navigation) => navigation.go);
  return (since: 'now' | 'always'): void => {
    void acts
      .save(state.base, bodyOf(state.draft), since, (id) => {
        state.discard();
        go({ kind: 'service-levels', page: 'calendars', id });
      })
      .then((problem) => {
        if (problem !== undefined) toast({ text: problem, tone: 'danger' });
      });
  };
}

interface EditorProps {
  readonly calendar: CalendarPolicy | null;
  readonly state: DraftState;
}

/** What the editor knows about its draft, and how it is saved. */
function useEditor({ calendar, state }: EditorProps) {
  const locale = useLocale();
  const reference = useReference();
  const readOnly = !useMayEdit();
  const go = useNavigation((navigation) => navigation.go);
  const save = useSave(state);
  const [isAsking, setAsking] = useState(false);
  const { draft, base, isDirty } = state;
  const problems = useMemo(() => draftProblems(draft, locale), [draft, locale]);
  const neverOpens = useMemo(() => compileDraft(draft)?.opensAtAll === false, [draft]);
  const users = calendar ? usersOf(reference, calendar.id) : NO_USERS;
  const back = (): void => go({ kind: 'service-levels', page: 'calendars' });
  const mayLeaveAtOnce = calendar === null || usersCount(users) === 0;
  const onSave = (): void => {
    if (readOnly || !isNewOrDirty || problems.length > 0) return;
    if (mayLeaveAtOnce || (base && countsAlike(base, draft))) save('now');
    else setAsking(true);
  };
  const isNewOrDirty = isDirty || calendar === null;
  useCommands([
    {
      id: 'calendar.save',
      label: t('Save the calendar'),
      keys: 'Ctrl+S',
      group: t('Service levels'),
      run: onSave,
    },
    {
      id: 'calendar.back',
      label: t('Back to the calendars'),
      keys: 'Escape',
      group: t('Service levels'),
      run: () => {
        // The first Escape leaves the box in which somebody types, the second one the calendar.
        const page = document.activeElement?.closest<HTMLElement>('.cal-page');
        if (document.activeElement instanceof HTMLInputElement && page) page.focus();
        else back();
      },
    },
  ]);
  return {
    readOnly,
    problems,
    neverOpens,
    users,
    isNewOrDirty,
    isAsking,
    setAsking,
    save,
    onSave,
    back,
  };
}

function EditorBody({ calendar, state }: EditorProps): ReactElement {
  const nowMs = useNow();
  const acts = useCalendarActs();
  const editor = useEditor({ calendar, state });
  const { readOnly, problems, neverOpens, users, isAsking, setAsking, onSave, back } = editor;
  const { draft } = state;
  const form = { draft, problems, readOnly, nowMs, onChange: state.change };
  return (
    <div className="sl-page cal-page" tabIndex={-1}>
      <PaneBar
        level={2}
        start={
          <>
            <IconButton icon="arrow-left" label={t('Back to the calendars')} onClick={back} />
            <h2 className="cut">{draft.name || t('New calendar')}</h2>
          </>
        }
      >
        {calendar && !readOnly ? (
          <EditorMenu calendar={calendar} draft={draft} users={users} />
        ) : null}
      </PaneBar>
      <PaneBody className="sl-page__body cal-editor">
        <div className="cal-editor__form">
          <Notices state={state} neverOpens={neverOpens} />
          <CalendarForm {...form} />
          {calendar ? (
            <UsedBySection calendar={calendar} users={users} readOnly={readOnly} acts={acts} />
          ) : null}
        </div>
        <div className="cal-editor__side">
          <DaySimulatorPanel draft={draft} nowMs={nowMs} />
        </div>
      </PaneBody>
      {editor.isNewOrDirty && !readOnly ? (
        <SaveBar state={state} problems={problems} onSave={onSave} />
      ) : null}
      {isAsking && calendar ? (
        <SaveDialog
          calendarId={calendar.id}
          name={draft.name}
          users={users}
          neverOpens={neverOpens}
          onOpenChange={setAsking}
          onSave={(since) => {
            setAsking(false);
            editor.save(since);
          }}
        />
      ) : null}
    </div>
  );
}

/** A calendar, or a new one where `calendar` is null: hours, holidays, users, and what it does. */
export function CalendarEditor({
  calendar,
}: {
  readonly calendar: CalendarPolicy | null;
}): ReactElement | null {
  const state = useCalendarDraft(calendar);
  return state && <EditorBody calendar={calendar} state={state} />;
}
