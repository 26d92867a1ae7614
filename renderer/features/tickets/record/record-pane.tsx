import { useCallback, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { useDraftFiles } from '../../../blobs/hooks.ts';
import type { DraftFiles } from '../../../blobs/hooks.ts';
import { useTimeline } from '../../../replica/hooks.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { Button } from '../../../ui/button.tsx';
import type { ComposerMode } from '../../../ui/composer.tsx';
import { FileDrop } from '../../../ui/file-drop.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { sayNotTaken } from '../files/use-ticket-files.ts';
import { MajorSection } from '../major/major-section.tsx';
import { openMenu } from '../open-menu.ts';
import { ProblemSection } from '../problem/problem-section.tsx';
import { ApprovalsSection } from '../acts/approvals-section.tsx';
import { useActs } from '../acts/use-acts.tsx';
import type { Acts } from '../acts/use-acts.tsx';
import { KnownOutage } from '../assign/known-outage.tsx';
import { SuggestionStrip } from '../assign/suggestion-strip.tsx';
import { RecordAids } from '../aids/record-aids.tsx';
import { BreachNote } from './breach-note.tsx';
import { ClockDrawers } from './clock-drawers.tsx';
import { focusRecord, startField } from './focus-record.ts';
import { KindFields } from './kind-fields.tsx';
import { RecordBar } from './record-bar.tsx';
import { useRecordCommands } from './record-commands.ts';
import { RecordComposer } from './record-composer.tsx';
import { RecordFields } from './record-fields.tsx';
import { RecordHead } from './record-head.tsx';
import { ResolutionNote } from './resolution-note.tsx';
import { SlaSection } from './sla-section.tsx';
import { TimeDialog } from './time-dialog.tsx';
import { TimelineSection } from './timeline-section.tsx';
import { useEvaluation } from './use-evaluation.ts';
import { useExplained } from './use-explained.ts';

interface RecordPaneProps {
  readonly ticket: Ticket;
  readonly onBack: (() => void) | undefined;
  onLink(): void;
  onToggleContext(): void;
}

const NO_ENTRIES: readonly Entry[] = [];
const NO_TARGETS: readonly SlaTargetResult[] = [];
/** The choice holds for the window: whoever needs all fields needs them on every ticket. */
let rememberedAll = false;

interface MoreFieldsProps {
  readonly all: boolean;
  onAll(all: boolean): void;
}

function MoreFields({ all, onAll }: MoreFieldsProps): ReactElement {
  return (
    <Button
      className="tickets-more"
      variant="quiet"
      size="sm"
      trailingIcon={all ? 'chevron-up' : 'chevron-down'}
      aria-expanded={all}
      onClick={() => {
        rememberedAll = !all;
        onAll(!all);
      }}
    >
      {all ? t('Fewer fields') : t('More fields')}
    </Button>
  );
}

interface RecordFactsProps {
  readonly ticket: Ticket;
  onWatchers(): void;
}

function RecordFacts({ ticket, onWatchers }: RecordFactsProps): ReactElement {
  const [all, setAll] = useState(rememberedAll);
  return (
    <>
      <RecordFields ticket={ticket} all={all} onWatchers={onWatchers} />
      <KindFields ticket={ticket} />
      <ProblemSection ticket={ticket} />
      <MoreFields all={all} onAll={setAll} />
    </>
  );
}

interface RecordNotesProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly targets: readonly SlaTargetResult[];
  readonly acts: Acts;
}

/** What was asked and answered about it: approvals, how it ended, why it was late. */
function RecordNotes({ ticket, entries, targets, acts }: RecordNotesProps): ReactElement {
  return (
    <>
      <ApprovalsSection ticket={ticket} approvals={acts.approvals} />
      <ResolutionNote ticket={ticket} entries={entries} onRate={() => acts.open('rate')} />
      <BreachNote ticket={ticket} targets={targets} />
    </>
  );
}

/** Files chosen, dropped or pasted go with the draft. */
function useAddFiles(files: DraftFiles): (chosen: readonly File[]) => void {
  const locale = useLocale();
  return (chosen) => void files.add(chosen).then((notTaken) => sayNotTaken(notTaken, locale));
}

/** A ticket, readable and editable; what is above the timeline scrolls only where it must. */
export function RecordPane(props: RecordPaneProps): ReactElement {
  const { ticket, onBack, onLink, onToggleContext } = props;
  const entries = useTimeline(ticket.id);
  const known = entries ?? NO_ENTRIES;
  const follow = useBreakpoint() !== 'field';
  const [mode, setMode] = useState<ComposerMode | null>(null);
  const [timing, setTiming] = useState(false);
  const stateButton = useRef<HTMLButtonElement>(null);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const evaluation = useEvaluation(ticket, entries);
  const targets = evaluation?.targets ?? NO_TARGETS;
  const explained = useExplained(evaluation);
  const acts = useActs(ticket, known);
  const { why, suppose } = explained;
  useRecordCommands({
    write: useCallback((next: ComposerMode) => {
      setMode(next);
      textarea.current?.focus();
    }, []),
    openState: useCallback(() => openMenu(stateButton.current), []),
    logTime: useCallback(() => setTiming(true), []),
    why,
    suppose,
  });
  const files = useDraftFiles(`draft:${ticket.id}`, ticket.scope);
  const addFiles = useAddFiles(files);
  return (
    <FileDrop label={t('Attach to {{number}}', { number: ticket.number })} onFiles={addFiles}>
      <RecordBar
        ticket={ticket}
        stateRef={stateButton}
        targets={targets}
        acts={acts.items}
        onBack={onBack}
        onAssign={() => startField('assignee')}
        onLink={onLink}
        onToggleContext={onToggleContext}
      />
      <div className="tickets-record">
        <RecordHead
          ticket={ticket}
          whyPriority={explained.priority}
          onWhyPriority={explained.setPriority}
        />
        <MajorSection ticket={ticket} />
        <SlaSection
          evaluation={evaluation}
          entries={known}
          onWhy={explained.show}
          onWhatIf={suppose}
        />
        <KnownOutage serviceId={ticket.serviceId} siteId={ticket.siteId} recordId={ticket.id} />
        <SuggestionStrip ticket={ticket} />
        <RecordFacts ticket={ticket} onWatchers={() => acts.open('watchers')} />
        <RecordNotes ticket={ticket} entries={known} targets={targets} acts={acts} />
        <RecordAids ticket={ticket} />
        <TimelineSection ticket={ticket} entries={known} follow={follow} />
      </div>
      <RecordComposer
        ticket={ticket}
        mode={mode}
        onMode={setMode}
        textareaRef={textarea}
        onLogTime={() => setTiming(true)}
        files={files}
        onLeave={focusRecord}
      />
      {acts.dialog}
      {timing ? <TimeDialog ticket={ticket} onClose={() => setTiming(false)} /> : null}
      {evaluation ? (
        <ClockDrawers
          ticket={ticket}
          entries={known}
          evaluation={evaluation}
          explained={explained}
        />
      ) : null}
    </FileDrop>
  );
}
