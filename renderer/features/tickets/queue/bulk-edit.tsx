import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Level, Ticket } from '../../../../shared/model/ticket.ts';
import type { TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { levelLabel } from '../../../words/ticket-words.ts';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { TicketPicker } from '../acts/ticket-picker.tsx';
import { useMacros } from '../aids/use-aids.ts';
import {
  agentOptions,
  categoryOf,
  categoryOptions,
  levelOf,
  originOptions,
  serviceOptions,
  siteOptions,
  teamOptions,
} from '../reference-options.tsx';
import type { BulkAct } from './bulk-plan.ts';

/** What can be done to many tickets beside moving them to another state. */
const EDITS = {
  assignee: msg('Assign to a person'),
  team: msg('Give to a group'),
  priority: msg('Set impact and urgency'),
  category: msg('Set the category'),
  service: msg('Set the service'),
  site: msg('Set the site'),
  origin: msg('Set the origin'),
  watch: msg('Watch them'),
  unwatch: msg('Watch them no longer'),
  parent: msg('Put below another ticket'),
  problem: msg('Link to a problem'),
  comment: msg('Comment to the requesters'),
  note: msg('Write a note for the team'),
  macro: msg('Run a macro'),
} as const;
type Edit = keyof typeof EDITS;
const EDIT_LIST = Object.keys(EDITS) as readonly Edit[];

const NOTHING = 'nothing';
const NO_IDS: ReadonlySet<string> = new Set();
const NO_FIRST: readonly string[] = [];
const anyTicket = (): boolean => true;
const isProblem = (row: TicketRow): boolean => row.kind === 'problem';

interface Answer {
  /** Chosen from a list, or words. */
  readonly value: string;
  readonly impact: Level | 0;
  readonly urgency: Level | 0;
}

const NO_ANSWER: Answer = { value: '', impact: 0, urgency: 0 };

interface EditFieldsProps {
  readonly edit: Edit;
  readonly rows: readonly TicketRow[];
  readonly answer: Answer;
  readonly error: string | undefined;
  onChange(answer: Answer): void;
}

/** The choices of an edit; undefined where something else is asked. */
function optionsOf(
  edit: Edit,
  reference: ReferenceSnapshot,
  rows: readonly TicketRow[],
  agents: () => readonly Option[],
): readonly Option[] | undefined {
  const none = (label: string): Option => ({ value: NOTHING, label });
  switch (edit) {
    case 'assignee':
      return [...agents(), none(t('Nobody'))];
    case 'team':
      return [...teamOptions(reference), none(t('None'))];
    case 'category': {
      const kinds = [...new Set(rows.map(({ kind }) => kind))];
      const all = kinds.flatMap((kind) => categoryOptions(reference, kind, ''));
      return [...new Map(all.map((option) => [option.value, option])).values(), none(t('None'))];
    }
    case 'service':
      return [...serviceOptions(reference), none(t('None'))];
    case 'site':
      return [...siteOptions(reference, undefined), none(t('None'))];
    case 'origin':
      return originOptions();
    default:
      return undefined;
  }
}

function LevelField(props: {
  readonly label: string;
  readonly value: Level | 0;
  onChange(level: Level | 0): void;
}): ReactElement {
  return (
    <FormField label={props.label}>
      {(ids) => (
        <Select<string>
          {...ids}
          value={props.value === 0 ? '' : String(props.value)}
          placeholder={t('As it is')}
          options={([1, 2, 3] as const).map((level) => ({
            value: String(level),
            label: levelLabel(level),
          }))}
          onChange={(value) => props.onChange(value === '' ? 0 : levelOf(value))}
        />
      )}
    </FormField>
  );
}

function EditFields({ edit, rows, answer, error, onChange }: EditFieldsProps): ReactElement | null {
  const reference = useReference();
  const me = useMe();
  const macros = useMacros(useMemo(() => [...new Set(rows.map(({ kind }) => kind))], [rows]));
  const options = useMemo(
    () =>
      edit === 'macro'
        ? macros.map(({ id, name }) => ({ value: id, label: name }))
        : optionsOf(edit, reference, rows, () => agentOptions(reference, me, undefined)),
    [edit, macros, reference, rows, me],
  );
  const set = (value: string): void => onChange({ ...answer, value });
  const label = t(EDITS[edit]);
  if (edit === 'watch' || edit === 'unwatch') return null;
  if (edit === 'priority') {
    return (
      <div className="tickets-pair">
        <LevelField
          label={t('Impact')}
          value={answer.impact}
          onChange={(impact) => onChange({ ...answer, impact })}
        />
        <LevelField
          label={t('Urgency')}
          value={answer.urgency}
          onChange={(urgency) => onChange({ ...answer, urgency })}
        />
        {error === undefined ? null : (
          <p role="alert" className="form-field__error">
            {error}
          </p>
        )}
      </div>
    );
  }
  if (edit === 'comment' || edit === 'note') {
    return (
      <FormField label={label} required error={error}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={4}
            value={answer.value}
            onChange={(event) => set(event.target.value)}
          />
        )}
      </FormField>
    );
  }
  if (options === undefined) {
    return (
      <TicketPicker
        label={edit === 'problem' ? t('Problem') : t('Parent')}
        value={answer.value}
        error={error}
        without={NO_IDS}
        first={NO_FIRST}
        fits={edit === 'problem' ? isProblem : anyTicket}
        onChange={set}
      />
    );
  }
  return (
    <FormField label={label} required error={error}>
      {(ids) => <Combobox {...ids} value={answer.value} options={options} onChange={set} />}
    </FormField>
  );
}

function patchOf(edit: Edit, { value, impact, urgency }: Answer): TicketPatch | null {
  const given = value === NOTHING ? undefined : value;
  switch (edit) {
    case 'assignee':
      return { assigneeId: given as TicketPatch['assigneeId'] };
    case 'team':
      return { teamId: given as TicketPatch['teamId'] };
    case 'service':
      return { serviceId: given as TicketPatch['serviceId'] };
    case 'site':
      return { siteId: given as TicketPatch['siteId'] };
    case 'origin':
      return { origin: value as Exclude<TicketPatch['origin'], undefined> };
    case 'category':
      return given === undefined
        ? { category: undefined, subcategory: undefined }
        : categoryOf(given);
    case 'priority':
      return { ...(impact === 0 ? {} : { impact }), ...(urgency === 0 ? {} : { urgency }) };
    default:
      return null;
  }
}

function isAnswered(edit: Edit, { value, impact, urgency }: Answer): boolean {
  if (edit === 'watch' || edit === 'unwatch') return true;
  if (edit === 'priority') return impact !== 0 || urgency !== 0;
  return value.trim() !== '';
}

interface BulkEditProps {
  readonly rows: readonly TicketRow[];
  onClose(): void;
  onAct(act: BulkAct): void;
}

/** Chooses what is done to all of the chosen tickets; what would come of it is shown next. */
export function BulkEditDialog({ rows, onClose, onAct }: BulkEditProps): ReactElement {
  const replica = useReplica();
  const macros = useMacros(useMemo(() => [...new Set(rows.map(({ kind }) => kind))], [rows]));
  const [edit, setEdit] = useState<Edit>('assignee');
  const [answer, setAnswer] = useState(NO_ANSWER);
  const [error, setError] = useState<string | undefined>(undefined);
  const offered = EDIT_LIST.filter((each) => each !== 'macro' || macros.length > 0);
  const actOf = async (): Promise<BulkAct | null> => {
    const patch = patchOf(edit, answer);
    if (patch !== null) return { kind: 'fields', patch };
    const other = async (): Promise<Ticket | null> => replica.get('tickets', answer.value);
    switch (edit) {
      case 'watch':
      case 'unwatch':
        return { kind: 'watch', on: edit === 'watch' };
      case 'comment':
        return { kind: 'comment', body: answer.value, audience: 'public' };
      case 'note':
        return { kind: 'comment', body: answer.value, audience: 'internal' };
      case 'parent': {
        const parent = await other();
        return parent && { kind: 'parent', parent };
      }
      case 'problem': {
        const to = await other();
        return to && { kind: 'relate', type: 'caused-by', to };
      }
      default: {
        const macro = macros.find(({ id }) => id === answer.value);
        return macro ? { kind: 'macro', macro } : null;
      }
    }
  };
  const confirm = async (): Promise<void> => {
    const act = isAnswered(edit, answer) ? await actOf() : null;
    if (act === null) setError(t('Choose or write something first.'));
    else onAct(act);
  };
  return (
    <AskDialog
      title={t('Edit {{count}} tickets', { count: rows.length })}
      description={t('What would come of it is shown before anything is changed.')}
      act={t('Show what would change')}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField label={t('What is to be done?')}>
        {(ids) => (
          <Select<Edit>
            {...ids}
            value={edit}
            options={offered.map((value) => ({ value, label: t(EDITS[value]) }))}
            onChange={(next) => {
              setEdit(next);
              setAnswer(NO_ANSWER);
              setError(undefined);
            }}
          />
        )}
      </FormField>
      <EditFields
        key={edit}
        edit={edit}
        rows={rows}
        answer={answer}
        error={error}
        onChange={(next) => {
          setAnswer(next);
          setError(undefined);
        }}
      />
    </AskDialog>
  );
}
