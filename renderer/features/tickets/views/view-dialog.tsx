import { useState } from 'react';
import type { ReactElement } from 'react';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import type { SavedViewBody } from '../../../../shared/workflow/saved-view-commands.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, RadioList } from '../../../ui/choice.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import type { IconName } from '../../../ui/icon-paths.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { listTitle } from '../../../words/ticket-words.ts';
import type { Stored } from './view-actions.ts';

/** Icons a view can carry, each with what it is called. */
const ICONS: readonly (readonly [IconName, string])[] = [
  ['list', msg('List')],
  ['user', msg('Person')],
  ['group', msg('People')],
  ['star', msg('Star')],
  ['flag', msg('Flag')],
  ['bell', msg('Bell')],
  ['sla', msg('Clock')],
  ['pause', msg('Pause')],
  ['history', msg('History')],
  ['pin', msg('Place')],
  ['building', msg('Building')],
  ['printer', msg('Printer')],
  ['laptop', msg('Laptop')],
  ['network', msg('Network')],
  ['server', msg('Server')],
  ['tag', msg('Tag')],
];

export interface ViewDialogProps {
  readonly title: string;
  readonly body: SavedViewBody;
  readonly userName: string;
  /** May make and change what everybody sees. */
  readonly mayShare: boolean;
  onClose(): void;
  onSave(body: SavedViewBody): Promise<Stored>;
}

type Errors = Readonly<Record<string, string>>;

function IconChoice(props: { readonly value: string; onChange(icon: string): void }): ReactElement {
  return (
    <div className="view-icons" role="radiogroup" aria-label={t('Icon')}>
      {ICONS.map(([name, label]) => (
        <label key={name} className="view-icons__one" title={t(label)}>
          <input
            type="radio"
            name="view-icon"
            className="vh"
            checked={props.value === name}
            onChange={() => props.onChange(name)}
          />
          <Icon name={name} label={t(label)} />
        </label>
      ))}
    </div>
  );
}

function KindChoice(props: {
  readonly value: readonly TicketKind[];
  readonly error: string | undefined;
  onChange(kinds: readonly TicketKind[]): void;
}): ReactElement {
  const { value, error, onChange } = props;
  return (
    <fieldset className="view-kinds">
      <legend className="label">{t('Shows')}</legend>
      <div className="view-kinds__list">
        {TICKET_KINDS.map((kind) => (
          <Checkbox
            key={kind}
            label={listTitle(kind, false)}
            checked={value.includes(kind)}
            onChange={(on) =>
              onChange(TICKET_KINDS.filter((each) => (each === kind ? on : value.includes(each))))
            }
          />
        ))}
      </div>
      {error === undefined ? null : (
        <p role="alert" className="form-field__error">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type Who = 'me' | 'everybody';

function Audience(props: {
  readonly value: Who;
  readonly mayShare: boolean;
  onChange(who: Who): void;
}): ReactElement {
  const { value, mayShare, onChange } = props;
  return (
    <RadioList<Who>
      label={t('Who sees it?')}
      value={value}
      onChange={onChange}
      options={[
        { value: 'me', label: t('Only me') },
        {
          value: 'everybody',
          label: t('Everybody'),
          disabled: !mayShare,
          ...(mayShare ? {} : { detail: t('Managers and administrators share views.') }),
        },
      ]}
    />
  );
}

/** Name, icon, kinds and audience of a view; filter, columns, order and groups come with the list. */
export function ViewDialog(props: ViewDialogProps): ReactElement {
  const { title, userName, mayShare, onClose, onSave } = props;
  const [body, setBody] = useState(props.body);
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<SavedViewBody>): void => setBody({ ...body, ...part });
  const save = async (): Promise<void> => {
    const stored = await onSave(body);
    if (stored.ok) onClose();
    else {
      const field = stored.error instanceof CommandError ? stored.error.field : undefined;
      setErrors({ [field ?? 'other']: stored.said });
    }
  };
  const share = (who: Who): void => {
    const { ownerUserName: _owner, ...rest } = body;
    setBody(who === 'me' ? { ...rest, ownerUserName: userName } : rest);
  };
  const other = errors['query'] ?? errors['other'];
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="s"
      title={title}
      description={t('The filter, columns, order and groups of the list are kept with it.')}
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" kbd="Ctrl+Enter" onClick={() => void save()}>
            {t('Save')}
          </Button>
        </>
      }
    >
      <form
        className="tickets-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
      >
        <FormField label={t('Name')} required error={errors['name']}>
          {(ids) => (
            <TextInput
              {...ids}
              value={body.name}
              maxLength={120}
              autoComplete="off"
              onChange={(event) => change({ name: event.target.value })}
            />
          )}
        </FormField>
        <IconChoice value={body.icon} onChange={(icon) => change({ icon })} />
        <KindChoice
          value={body.ticketKinds}
          error={errors['ticketKinds']}
          onChange={(ticketKinds) => change({ ticketKinds })}
        />
        <Audience
          value={body.ownerUserName === undefined ? 'everybody' : 'me'}
          mayShare={mayShare}
          onChange={share}
        />
        {other === undefined ? null : (
          <p role="alert" className="form-field__error">
            {other}
          </p>
        )}
      </form>
    </Dialog>
  );
}
