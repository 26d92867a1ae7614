import { useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { ChecklistPolicy } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { checklistOf, checklistProgress } from '../../../../shared/workflow/checklist-lines.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { useChecklistActs } from './checklist-acts.ts';
import type { ChecklistActs } from './checklist-acts.ts';
import { ChecklistLineRow } from './checklist-line.tsx';
import './aids.css';

interface SectionProps {
  readonly ticket: Ticket;
}

/** The desk's checklists for this kind that are not on the record yet. */
function useOffers({ kind, checklist }: Ticket): readonly ChecklistPolicy[] {
  const reference = useReference();
  const keys = Object.keys(checklist ?? {});
  return policiesOf(reference, 'checklist')
    .filter(({ ticketKinds }) => ticketKinds.includes(kind))
    .filter(({ id, lines }) => lines.some((line) => !keys.includes(`${id}/${line.id}`)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** "3 of 5", as words and as a bar. */
export function ChecklistProgressMark({ ticket }: SectionProps): ReactElement | null {
  const { done, total, requiredLeft } = checklistProgress(ticket);
  if (total === 0) return null;
  const text = t('{{done}} of {{total}} done', { done, total });
  const title =
    requiredLeft === 0
      ? text
      : `${text}, ${t('{{count}} required lines are open', { count: requiredLeft })}`;
  return (
    <Chip icon="check" title={title}>
      {text}
    </Chip>
  );
}

function AddLine({ acts, onDone }: { readonly acts: ChecklistActs; onDone(): void }): ReactElement {
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const add = async (): Promise<void> => {
    if (await acts.add(text)) setText('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      event.preventDefault();
      void add();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onDone();
    }
  };
  return (
    <div className="aid-add">
      <input
        ref={input}
        className="input"
        aria-label={t('New line of the checklist')}
        placeholder={t('What is to be done?')}
        autoFocus
        maxLength={400}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Button size="sm" disabled={text.trim() === ''} onClick={() => void add()}>
        {t('Add')}
      </Button>
    </div>
  );
}

function AttachMenu(props: {
  readonly offers: readonly ChecklistPolicy[];
  readonly acts: ChecklistActs;
}): ReactElement | null {
  const { offers, acts } = props;
  if (offers.length === 0) return null;
  return (
    <Menu
      label={t('Attach a checklist')}
      align="end"
      trigger={<IconButton icon="list" size="sm" label={t('Attach a checklist')} />}
      items={offers.map((policy) => ({
        id: policy.id,
        label: policy.name,
        detail: t('{{count}} lines', { count: policy.lines.length }),
        onSelect: () => void acts.attach(policy),
      }))}
    />
  );
}

function Bar({ done, total }: { readonly done: number; readonly total: number }): ReactElement {
  return (
    <span className="aid-checklist__bar" aria-hidden="true">
      <span style={{ width: `${(done / Math.max(1, total)) * 100}%` }} />
    </span>
  );
}

/**
 * What has to be done on a record, line by line. Without lines only the record's menu and the
 * palette lead here; `adding` opens the box for the first one.
 */
export function ChecklistSection(props: {
  readonly ticket: Ticket;
  readonly adding: boolean;
  onAdding(adding: boolean): void;
}): ReactElement | null {
  const { ticket, adding, onAdding } = props;
  const { session } = useReplica();
  const acts = useChecklistActs(ticket);
  const offers = useOffers(ticket);
  const headId = useId();
  const lines = checklistOf(ticket);
  const mayEdit = mayWrite(session.roles, 'tickets', 'update');
  if (lines.length === 0 && !adding) return null;
  const { done, total, requiredLeft } = checklistProgress(ticket);
  return (
    <section className="aid-checklist" aria-labelledby={headId}>
      <div className="aid-checklist__head">
        <h3 id={headId}>{t('Checklist')}</h3>
        <Bar done={done} total={total} />
        <span className="t3 t12 tnum nowrap">
          {t('{{done}} of {{total}} done', { done, total })}
        </span>
        {requiredLeft === 0 ? null : (
          <span className="t3 t12 cut">
            {t('{{count}} required lines are open', { count: requiredLeft })}
          </span>
        )}
        <span className="grow" />
        {mayEdit ? (
          <>
            <AttachMenu offers={offers} acts={acts} />
            <IconButton
              icon="plus"
              size="sm"
              label={t('Add a line')}
              pressed={adding}
              onClick={() => onAdding(!adding)}
            />
          </>
        ) : null}
      </div>
      {lines.length === 0 ? null : (
        <ul className="aid-lines">
          {lines.map((line) => (
            <ChecklistLineRow key={line.key} line={line} acts={acts} mayEdit={mayEdit} />
          ))}
        </ul>
      )}
      {adding && mayEdit ? <AddLine acts={acts} onDone={() => onAdding(false)} /> : null}
    </section>
  );
}
