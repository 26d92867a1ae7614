import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { TicketKind } from '../../../shared/model/ticket.ts';
import { TICKET_KINDS } from '../../../shared/model/ticket.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { useReplica } from '../../replica/hooks.ts';
import { RadioList } from '../../ui/choice.tsx';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { listTitle } from '../../words/ticket-words.ts';

/** What is wrong with a group of fields. */
export function GroupError({ text }: { readonly text: string | undefined }): ReactElement | null {
  if (text === undefined) return null;
  return (
    <p className="form-field__error" role="alert">
      <Icon name="warning" size={14} />
      {text}
    </p>
  );
}

/** A part of the form under its heading. */
export function FormSection(props: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const id = useId();
  return (
    <section className="set-section" aria-labelledby={id}>
      <h3 id={id} className="set-section__title">
        {props.title}
      </h3>
      {props.hint === undefined ? null : <p className="t3 t12">{props.hint}</p>}
      {props.children}
    </section>
  );
}

interface KindsFieldProps {
  readonly kinds: readonly TicketKind[];
  readonly error: string | undefined;
  onChange(kinds: TicketKind[]): void;
}

/** For which records something is offered. */
export function KindsField({ kinds, error, onChange }: KindsFieldProps): ReactElement {
  return (
    <fieldset className="set-group" data-wrong={error !== undefined}>
      <legend className="form-field__label">{t('Offered for')}</legend>
      <div className="set-checks">
        {TICKET_KINDS.map((kind) => (
          <label key={kind} className="choice">
            <input
              type="checkbox"
              checked={kinds.includes(kind)}
              onChange={(event) =>
                onChange(
                  TICKET_KINDS.filter((each) =>
                    each === kind ? event.target.checked : kinds.includes(each),
                  ),
                )
              }
            />
            <span>{listTitle(kind, false)}</span>
          </label>
        ))}
      </div>
      <GroupError text={error} />
    </fieldset>
  );
}

interface OwnerFieldProps {
  readonly ownerUserName: string | undefined;
  onChange(ownerUserName: string | undefined): void;
}

/** Shared with the desk, or one's own. Whoever may not share is told so. */
export function OwnerField({ ownerUserName, onChange }: OwnerFieldProps): ReactElement {
  const { session } = useReplica();
  const mayShare = mayWrite(session.roles, 'policies', 'update');
  return (
    <fieldset className="set-group">
      <legend className="form-field__label">{t('Who has it')}</legend>
      <RadioList<'all' | 'me'>
        label={t('Who has it')}
        value={ownerUserName === undefined ? 'all' : 'me'}
        onChange={(next) => onChange(next === 'all' ? undefined : session.userName)}
        options={[
          { value: 'me', label: t('Only me') },
          {
            value: 'all',
            label: t('Everybody at the desk'),
            disabled: !mayShare,
            ...(mayShare ? {} : { detail: t('Managers and administrators share.') }),
          },
        ]}
      />
    </fieldset>
  );
}
