import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import type { Candidate } from '../../../shared/desk/candidate-evidence.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { useReference, useReplica, useWorkspace } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import type { Command } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { offerUndo, undoLast } from '../../ui/undo.ts';
import { useCommands } from '../../ui/use-commands.ts';
import { CandidateCard } from './candidate-card.tsx';
import { CandidatesHead, Controls } from './candidate-controls.tsx';
import type { Choice } from './candidate-controls.tsx';
import { candidateTitle, evidenceOf, problemTitle } from './candidate-words.ts';
import type { CandidateNames } from './candidate-words.ts';
import { useDismissed } from './dismissed.ts';
import { MakeProblemDialog } from './make-problem-dialog.tsx';
import { useCandidates } from './use-candidates.ts';
import type { CandidatesState } from './use-candidates.ts';
import './problems.css';

/** As many as anybody works through at once; more come on demand. */
const PORTION = 25;

/** The choice stays for the window. */
let remembered: Choice = { period: '30', least: '5' };
const NONE: readonly Candidate[] = [];

function useNames(): CandidateNames {
  const { items } = useWorkspace();
  const { places } = useReference();
  return useMemo(
    () => ({
      item: (id) => items.get(id)?.name ?? id,
      place: (id) => places.get(id)?.name ?? id,
    }),
    [items, places],
  );
}

function cards(list: HTMLElement | null): readonly HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-candidate]') ?? [])];
}

interface Acts {
  readonly list: RefObject<HTMLElement | null>;
  make(key: string): void;
  dismiss(key: string): void;
}

/** The card that has the focus, or that holds what has it. */
function keyInFocus(): string | undefined {
  return document.activeElement?.closest<HTMLElement>('[data-candidate]')?.dataset['candidate'];
}

function screenCommands({ list, make, dismiss }: Acts): readonly Command[] {
  const group = t('Problem candidates');
  const step = (by: 1 | -1) => () => {
    const all = cards(list.current);
    const at = all.findIndex((card) => card.contains(document.activeElement));
    const next = all[at < 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (act: (key: string) => void) => () => {
    const key = keyInFocus();
    if (key !== undefined) act(key);
  };
  const hasFocus = (): boolean => keyInFocus() !== undefined;
  return [
    { id: 'candidate.next', label: t('Next candidate'), keys: 'j', group, run: step(1) },
    { id: 'candidate.previous', label: t('Previous candidate'), keys: 'k', group, run: step(-1) },
    {
      id: 'candidate.make',
      label: t('Make a problem of it…'),
      keys: 'p',
      group,
      icon: 'problem',
      when: hasFocus,
      run: onKey(make),
    },
    {
      id: 'candidate.dismiss',
      label: t('Dismiss'),
      keys: 'x',
      group,
      icon: 'close',
      when: hasFocus,
      run: onKey(dismiss),
    },
    {
      id: 'candidate.undo',
      label: t('Undo'),
      keys: ['z', 'Ctrl+Z'],
      group,
      icon: 'undo',
      run: undoLast,
    },
    {
      id: 'candidate.back',
      label: t('Problems'),
      keys: 'Escape',
      group,
      hidden: true,
      run: () => useNavigation.getState().go({ kind: 'tickets', ticketKind: 'problem' }),
    },
  ];
}

function useDismissing(names: CandidateNames) {
  const { keys, set } = useDismissed();
  const dismiss = useCallback(
    (candidate: Candidate, isDismissed: boolean): void => {
      set(candidate.key, isDismissed);
      const name = candidateTitle(candidate, names);
      const text = isDismissed ? t('Dismissed: {{name}}', { name }) : t('Back: {{name}}', { name });
      offerUndo({
        text,
        undo: () => {
          set(candidate.key, !isDismissed);
          return Promise.resolve(undefined);
        },
      });
    },
    [set, names],
  );
  return { keys, dismiss };
}

function Nothing({ state, hidden }: { readonly state: CandidatesState; readonly hidden: number }) {
  if (state.found === null) {
    return <EmptyState icon="search" title={t('Looking for incidents that belong together')} />;
  }
  return (
    <EmptyState icon="check" title={t('No candidates')}>
      <p>
        {hidden > 0
          ? t('{{count}} were dismissed.', { count: hidden })
          : t(
              'Incidents about one item, of one category with the same words, or many at once show here. Look further back, or for smaller groups.',
            )}
      </p>
    </EmptyState>
  );
}

function Basis({ state }: { readonly state: CandidatesState }): ReactElement | null {
  const locale = useLocale();
  if (state.found === null) return null;
  const { looked, tookMs } = state.found;
  return (
    <p className="candidates__basis t3 t12">
      {t(
        '{{count}} incidents looked at in {{time}} ms. Each is in one candidate at most; those with a problem behind them are left out.',
        { count: looked, time: formatNumber(locale, Math.max(1, Math.round(tookMs))) },
      )}
    </p>
  );
}

interface ListProps {
  readonly ref: RefObject<HTMLUListElement | null>;
  readonly candidates: readonly Candidate[];
  readonly names: CandidateNames;
  readonly dismissed: ReadonlySet<string>;
  readonly isLooking: boolean;
  onMake(key: string): void;
  onDismiss(candidate: Candidate, isDismissed: boolean): void;
}

function CandidateList(props: ListProps): ReactElement {
  const { ref, candidates, names, dismissed, isLooking, onMake, onDismiss } = props;
  const [portions, setPortions] = useState(1);
  const { session } = useReplica();
  const mayMake = mayWrite(session.roles, 'tickets', 'create');
  const left = candidates.length - portions * PORTION;
  // The keys go on from the list once it is there.
  useEffect(() => {
    if (document.activeElement === document.body) cards(ref.current)[0]?.focus();
  }, [ref]);
  return (
    <>
      <ul ref={ref} className="candidates__list" aria-busy={isLooking}>
        {candidates.slice(0, portions * PORTION).map((candidate) => (
          <CandidateCard
            key={candidate.key}
            candidate={candidate}
            names={names}
            isDismissed={dismissed.has(candidate.key)}
            mayMake={mayMake}
            onMake={() => onMake(candidate.key)}
            onDismiss={(is) => onDismiss(candidate, is)}
          />
        ))}
      </ul>
      {left > 0 ? (
        <Button variant="quiet" onClick={() => setPortions(portions + 1)}>
          {t('Show {{count}} more', { count: Math.min(PORTION, left) })}
        </Button>
      ) : null}
    </>
  );
}

/** Frames until another screen has drawn its record; more and it will not. */
const PATIENCE = 60;

/** The keys go on from the record that was made, once it stands there. */
function focusWhenThere(left = PATIENCE): void {
  requestAnimationFrame(() => {
    const pane = document.querySelector<HTMLElement>('[data-pane="record"]:not(.candidates)');
    const isThere = pane !== null && pane.querySelector('h1') !== null;
    if (isThere && document.querySelector('[role="dialog"]') === null) {
      pane.tabIndex = -1;
      pane.focus();
    } else if (left > 0) focusWhenThere(left - 1);
  });
}

interface MakingProps {
  readonly candidate: Candidate;
  readonly names: CandidateNames;
  onClose(): void;
}

function Making({ candidate, names, onClose }: MakingProps): ReactElement {
  const locale = useLocale();
  const { tickets } = useWorkspace();
  const openRecord = useNavigation((state) => state.openRecord);
  const first = tickets.get(candidate.incidentIds[0] ?? '')?.title ?? '';
  const evidence = evidenceOf(candidate, names, locale).map(({ text }) => `- ${text}`);
  return (
    <MakeProblemDialog
      candidate={candidate}
      usual={{
        title: problemTitle(candidate, names, first),
        description: evidence.join('\n'),
      }}
      onClose={onClose}
      onMade={(id) => {
        onClose();
        openRecord(id);
        focusWhenThere();
      }}
    />
  );
}

/** Groups of incidents that may have one cause: each becomes a problem, or is dismissed. */
export function ProblemCandidatesScreen(): ReactElement {
  const [choice, setChoice] = useState<Choice>(remembered);
  const [showsDismissed, setShowsDismissed] = useState(false);
  const [makingKey, setMakingKey] = useState<string | null>(null);
  const { session } = useReplica();
  const names = useNames();
  const state = useCandidates(choice.period, Number(choice.least));
  const { keys, dismiss } = useDismissing(names);
  const list = useRef<HTMLUListElement>(null);
  const all = state.found?.candidates ?? NONE;
  const hidden = all.filter(({ key }) => keys.has(key)).length;
  const fitting = all.filter(({ key }) => keys.has(key) === showsDismissed);
  const byKey = (key: string | null): Candidate | undefined => all.find((each) => each.key === key);
  const making = byKey(makingKey);
  useCommands(
    screenCommands({
      list,
      make: (key) => {
        if (mayWrite(session.roles, 'tickets', 'create')) setMakingKey(key);
      },
      dismiss: (key) => {
        const candidate = byKey(key);
        if (candidate) dismiss(candidate, !keys.has(key));
      },
    }),
  );
  return (
    <Pane kind="record" as="main" label={t('Problem candidates')} className="candidates">
      <CandidatesHead
        count={state.found === null ? null : fitting.length}
        hidden={hidden}
        showsDismissed={showsDismissed}
        onShowDismissed={setShowsDismissed}
      />
      <Controls
        choice={choice}
        onChoose={(next) => {
          remembered = { ...choice, ...next };
          setChoice(remembered);
        }}
      />
      <PaneBody className="candidates__body">
        <Basis state={state} />
        {fitting.length === 0 ? (
          <Nothing state={state} hidden={hidden} />
        ) : (
          <CandidateList
            ref={list}
            key={`${choice.period} ${choice.least} ${String(showsDismissed)}`}
            candidates={fitting}
            names={names}
            dismissed={keys}
            isLooking={state.isLooking}
            onMake={setMakingKey}
            onDismiss={dismiss}
          />
        )}
      </PaneBody>
      {making === undefined ? null : (
        <Making candidate={making} names={names} onClose={() => setMakingKey(null)} />
      )}
    </Pane>
  );
}
