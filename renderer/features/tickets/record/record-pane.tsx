import { useCallback, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { useDraftFiles } from '../../../blobs/hooks.ts';
import { useTimeline } from '../../../replica/hooks.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { Button } from '../../../ui/button.tsx';
import type { ComposerMode } from '../../../ui/composer.tsx';
import { FileDrop } from '../../../ui/file-drop.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { sayNotTaken } from '../files/use-ticket-files.ts';
import { openMenu } from '../open-menu.ts';
import { BreachNote } from './breach-note.tsx';
import { ClockDrawers } from './clock-drawers.tsx';
import { focusRecord, startField } from './focus-record.ts';
import { KindFields, ResolutionNote } from './kind-fields.tsx';
import { RecordBar } from './record-bar.tsx';
import { useRecordCommands } from './record-commands.ts';
import { RecordComposer } from './record-composer.tsx';
import { RecordFields } from './record-fields.tsx';
import { RecordHead } from './record-head.tsx';
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

/** A ticket, readable and editable; what is above the timeline scrolls only where it must. */
export function RecordPane(props: RecordPaneProps): ReactElement {
  const { ticket, onBack, onLink, onToggleContext } = props;
  const entries = useTimeline(ticket.id);
  const follow = useBreakpoint() !== 'field';
  const [all, setAll] = useState(rememberedAll);
  const [mode, setMode] = useState<ComposerMode | null>(null);
  const [timing, setTiming] = useState(false);
  const stateButton = useRef<HTMLButtonElement>(null);
  const textarea = useRef<HTMLTextAreaElement>(null);
  const evaluation = useEvaluation(ticket, entries);
  const explained = useExplained(evaluation);
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
  const locale = useLocale();
  const addFiles = (chosen: readonly File[]): void =>
    void files.add(chosen).then((notTaken) => sayNotTaken(notTaken, locale));
  return (
    <FileDrop label={t('Attach to {{number}}', { number: ticket.number })} onFiles={addFiles}>
      <RecordBar
        ticket={ticket}
        stateRef={stateButton}
        targets={evaluation?.targets ?? NO_TARGETS}
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
        <SlaSection
          evaluation={evaluation}
          entries={entries ?? NO_ENTRIES}
          onWhy={explained.show}
          onWhatIf={suppose}
        />
        <RecordFields ticket={ticket} all={all} />
        <KindFields ticket={ticket} />
        <MoreFields all={all} onAll={setAll} />
        <ResolutionNote ticket={ticket} />
        <BreachNote ticket={ticket} targets={evaluation?.targets ?? NO_TARGETS} />
        <TimelineSection ticket={ticket} entries={entries ?? NO_ENTRIES} follow={follow} />
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
      {timing ? <TimeDialog ticket={ticket} onClose={() => setTiming(false)} /> : null}
      {evaluation ? (
        <ClockDrawers
          ticket={ticket}
          entries={entries ?? NO_ENTRIES}
          evaluation={evaluation}
          explained={explained}
        />
      ) : null}
    </FileDrop>
  );
}
