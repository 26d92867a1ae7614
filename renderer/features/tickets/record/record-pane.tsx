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
import type { Evaluation } from './use-evaluation.ts';
import { WhyDrawer } from './why-drawer.tsx';

interface RecordPaneProps {
  readonly ticket: Ticket;
  readonly onBack: (() => void) | undefined;
  onLink(): void;
  onToggleContext(): void;
}

const NO_ENTRIES: readonly Entry[] = [];
/** The choice holds for the window: whoever needs all fields needs them on every ticket. */
let rememberedAll = false;

type Metric = SlaTargetResult['metric'];

/** The explanation that is open: a clock's, the priority's, or none. */
function useWhy(evaluation: Evaluation | null) {
  const [metric, setMetric] = useState<Metric | null>(null);
  const [priority, setPriority] = useState(false);
  const why = useCallback(() => {
    const focused = document.activeElement;
    if (focused?.matches('[data-why="priority"]') === true) {
      setPriority(true);
      return;
    }
    const open = evaluation?.targets.find((target) => target.stoppedAt === null);
    const cards = [...document.querySelectorAll('[data-pane="record"] .clock')];
    const at = focused ? cards.indexOf(focused) : -1;
    const target = evaluation?.targets[at] ?? open ?? evaluation?.targets.at(-1);
    if (target) setMetric(target.metric);
    else setPriority(true);
  }, [evaluation]);
  const target = evaluation?.targets.find((each) => each.metric === metric) ?? null;
  return { target, setMetric, priority, setPriority, why };
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
  const { target, setMetric, priority, setPriority, why } = useWhy(evaluation);
  useRecordCommands({
    write: useCallback((next: ComposerMode) => {
      setMode(next);
      textarea.current?.focus();
    }, []),
    openState: useCallback(() => openMenu(stateButton.current), []),
    logTime: useCallback(() => setTiming(true), []),
    why,
  });
  const files = useDraftFiles(`draft:${ticket.id}`, ticket.scope);
  const locale = useLocale();
  const addFiles = (chosen: readonly File[]): void =>
    void files.add(chosen).then((notTaken) => sayNotTaken(notTaken, locale));
  const toggleAll = (): void => {
    rememberedAll = !all;
    setAll(!all);
  };
  return (
    <FileDrop label={t('Attach to {{number}}', { number: ticket.number })} onFiles={addFiles}>
      <RecordBar
        ticket={ticket}
        stateRef={stateButton}
        onBack={onBack}
        onAssign={() => startField('assignee')}
        onLink={onLink}
        onToggleContext={onToggleContext}
      />
      <div className="tickets-record">
        <RecordHead ticket={ticket} whyPriority={priority} onWhyPriority={setPriority} />
        <SlaSection evaluation={evaluation} onWhy={(each) => setMetric(each.metric)} />
        <RecordFields ticket={ticket} all={all} />
        <KindFields ticket={ticket} />
        <Button
          className="tickets-more"
          variant="quiet"
          size="sm"
          trailingIcon={all ? 'chevron-up' : 'chevron-down'}
          aria-expanded={all}
          onClick={toggleAll}
        >
          {all ? t('Fewer fields') : t('More fields')}
        </Button>
        <ResolutionNote ticket={ticket} />
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
        <WhyDrawer
          ticket={ticket}
          entries={entries ?? NO_ENTRIES}
          evaluation={evaluation}
          target={target}
          onClose={() => setMetric(null)}
        />
      ) : null}
    </FileDrop>
  );
}
