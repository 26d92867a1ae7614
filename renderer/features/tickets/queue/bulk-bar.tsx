import { useImperativeHandle, useMemo, useRef, useState } from 'react';
import type { ReactElement, Ref } from 'react';
import type { Ticket, TicketState } from '../../../../shared/model/ticket.ts';
import { canMove } from '../../../../shared/workflow/states.ts';
import { useClocks } from '../../../replica/clocks.ts';
import type { Clocks } from '../../../replica/clocks.ts';
import { useStandingOf } from '../../../replica/desk-people.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { useMe, useReference } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { Popover } from '../../../ui/popover.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { openMenu } from '../open-menu.ts';
import { endsWork } from '../record/missed.ts';
import { StateDialog } from '../record/state-dialog.tsx';
import { rulePatches, useAssignmentSources } from '../assign/use-assignment.ts';
import { agentOptions } from '../reference-options.tsx';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { bulkMoves } from './bulk-plan.ts';
import { BulkEditDialog } from './bulk-edit.tsx';
import { BulkAskDialog, BulkReportDialog } from './bulk-report.tsx';
import { useBulk } from './use-bulk.ts';
import type { Bulk } from './use-bulk.ts';

export interface BulkHandle {
  assign(): void;
  setState(): void;
  /** Asks what else is done to them. */
  edit(): void;
}

interface BulkBarProps {
  readonly rows: readonly TicketRow[];
  /** Rows of the list. */
  readonly total: number;
  readonly ref?: Ref<BulkHandle>;
  /** All rows of the list are chosen. */
  onAll(): void;
  onDone(): void;
}

const NOBODY = 'nobody';
const BY_RULES = 'rules';
const NONE_MISSED: ReadonlySet<string> = new Set();

interface AssignProps {
  readonly rows: readonly TicketRow[];
  readonly bulk: Bulk;
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

function AssignPopover({ rows, bulk, open, onOpenChange }: AssignProps): ReactElement {
  const reference = useReference();
  const me = useMe();
  const standing = useStandingOf(useNow(60_000));
  const sources = useAssignmentSources();
  const hasRules = policiesOf(reference, 'assignment-rule').length > 0;
  const agents = useMemo(
    () => [
      ...agentOptions(reference, me, undefined, standing),
      { value: NOBODY, label: t('Nobody'), detail: t('Takes the assignee out') },
      ...(hasRules
        ? [
            {
              value: BY_RULES,
              label: t('Assign by the rules'),
              detail: t('Each to whom the rules name'),
            },
          ]
        : []),
    ],
    [reference, me, standing, hasRules],
  );
  return (
    <Popover
      label={t('Assign {{count}} tickets', { count: rows.length })}
      className="tickets-assign"
      open={open}
      onOpenChange={onOpenChange}
      trigger={
        <Button size="sm" kbd="a" icon="user">
          {t('Assign')}
        </Button>
      }
    >
      <Combobox
        autoFocus
        label={t('Assignee')}
        placeholder={t('Who takes them?')}
        value=""
        options={agents}
        onChange={(value) => {
          onOpenChange(false);
          if (value === '') return;
          if (value === BY_RULES) {
            void bulk.start({ kind: 'rules', patches: rulePatches(rows, sources()) }, 'always');
            return;
          }
          const assigneeId = (value === NOBODY ? undefined : value) as Ticket['assigneeId'];
          void bulk.start({ kind: 'fields', patch: { assigneeId } });
        }}
      />
    </Popover>
  );
}

/** Of the chosen rows those that would end with a missed service level. */
function missedRows(rows: readonly TicketRow[], to: TicketState, clocks: Clocks): Set<string> {
  const fit = rows.filter(({ kind, state }) => canMove(kind, state, to) && endsWork(kind, to));
  return new Set(fit.filter(({ id }) => clocks.hasMissed(id)).map(({ id }) => id));
}

interface StatesProps {
  readonly rows: readonly TicketRow[];
  readonly bulk: Bulk;
  readonly clocks: Clocks;
  readonly buttonRef: Ref<HTMLButtonElement>;
  onAsk(to: TicketState): void;
}

function StatesMenu({ rows, bulk, clocks, buttonRef, onAsk }: StatesProps): ReactElement {
  const moves = useMemo(() => bulkMoves(rows), [rows]);
  return (
    <Menu
      label={t('State')}
      trigger={
        <Button ref={buttonRef} size="sm" kbd="s" trailingIcon="chevron-down">
          {t('State')}
        </Button>
      }
      items={moves.map(({ to, count, demands }) => ({
        id: to,
        label: stateLabel(to),
        detail: t('{{count}} of {{total}} can', { count, total: rows.length }),
        mark: <StateMark state={stateMarkOf(to)} />,
        onSelect: () => {
          if (demands || missedRows(rows, to, clocks).size > 0) onAsk(to);
          else void bulk.start({ kind: 'state', to, args: {} });
        },
      }))}
    />
  );
}

const RUNNING: Readonly<Record<'looking' | 'changing' | 'undoing', string>> = {
  looking: msg('Looking ahead'),
  changing: msg('Changing tickets'),
  undoing: msg('Taking back'),
};

function BulkProgress({ running }: { readonly running: Exclude<Bulk['running'], null> }) {
  return (
    <div className="tickets-bulk">
      <ProgressBar
        label={t(RUNNING[running.what])}
        done={running.done}
        total={running.total}
        {...(running.stop ? { onCancel: running.stop } : {})}
      />
    </div>
  );
}

/** What would come of an act, and what came of it. */
function BulkDialogs({ bulk }: { readonly bulk: Bulk }): ReactElement {
  const { asked, report, proceed, closeAsked, closeReport } = bulk;
  return (
    <>
      <BulkReportDialog report={report} onClose={closeReport} />
      <BulkAskDialog
        asked={asked}
        onClose={closeAsked}
        onProceed={() => {
          if (asked) void proceed(asked.act, asked.plan);
        }}
      />
    </>
  );
}

/** What can be done with the chosen rows, and how it went. */
export function BulkBar({ rows, total, ref, onAll, onDone }: BulkBarProps): ReactElement | null {
  const bulk = useBulk(rows, onDone);
  const [assigning, setAssigning] = useState(false);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<TicketState | null>(null);
  const states = useRef<HTMLButtonElement>(null);
  useImperativeHandle(ref, () => ({
    assign: () => setAssigning(true),
    setState: () => openMenu(states.current),
    edit: () => setEditing(true),
  }));
  const clocks = useClocks();
  const missed = asking === null ? NONE_MISSED : missedRows(rows, asking, clocks);
  const dialog = <BulkDialogs bulk={bulk} />;
  if (bulk.running) return <BulkProgress running={bulk.running} />;
  if (rows.length === 0) return dialog;
  return (
    <div className="tickets-bulk" role="toolbar" aria-label={t('Selected tickets')}>
      <span className="med nowrap" role="status">
        {t('{{count}} selected', { count: rows.length })}
      </span>
      {rows.length < total ? (
        <Button variant="quiet" size="sm" onClick={onAll}>
          {t('All {{count}}', { count: total })}
        </Button>
      ) : null}
      <AssignPopover rows={rows} bulk={bulk} open={assigning} onOpenChange={setAssigning} />
      <StatesMenu rows={rows} bulk={bulk} clocks={clocks} buttonRef={states} onAsk={setAsking} />
      <Button size="sm" kbd="b" icon="pen" onClick={() => setEditing(true)}>
        {t('More…')}
      </Button>
      <span className="grow" />
      <IconButton icon="close" size="sm" label={t('Clear the selection')} onClick={onDone} />
      <StateDialog
        to={asking}
        subject={t('{{count}} tickets', { count: rows.length })}
        missed={
          missed.size === 0
            ? undefined
            : t('{{count}} of them missed it; the reason is kept on those.', { count: missed.size })
        }
        onClose={() => setAsking(null)}
        onConfirm={async (args) => {
          setAsking(null);
          if (asking) void bulk.start({ kind: 'state', to: asking, args, missed });
          return undefined;
        }}
      />
      {editing ? (
        <BulkEditDialog
          rows={rows}
          onClose={() => setEditing(false)}
          onAct={(act) => {
            setEditing(false);
            void bulk.start(act, 'always');
          }}
        />
      ) : null}
      {dialog}
    </div>
  );
}
