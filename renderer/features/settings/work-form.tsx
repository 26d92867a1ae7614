import type { ReactElement, ReactNode } from 'react';
import type { KeptForm } from '../../replica/use-kept-form.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { PageFrame } from './page-frame.tsx';

interface WorkFormProps<T> {
  readonly title: string;
  readonly kept: KeptForm<T>;
  readonly mayEdit: boolean;
  readonly isNew: boolean;
  /** What is wrong with none of the fields in particular. */
  readonly problem: string | undefined;
  readonly actions?: ReactNode;
  /** Below the fields, usable by those who may only read. */
  readonly after?: ReactNode;
  readonly children: ReactNode;
  onSave(): void;
  onBack(): void;
  onRemove?(): void;
}

/** The frame of a form about people and work: back, drop, remove, save, and their keys. */
export function WorkForm<T>(props: WorkFormProps<T>): ReactElement {
  const { title, kept, mayEdit, isNew, problem, actions, after, children } = props;
  const { onSave, onBack, onRemove } = props;
  useCommands([
    {
      id: 'work-form.save',
      label: t('Save'),
      keys: 'Ctrl+Enter',
      group: t('Settings'),
      icon: 'check',
      when: () => mayEdit,
      run: onSave,
    },
    {
      id: 'work-form.back',
      label: t('Back to the list'),
      keys: 'Escape',
      group: t('Settings'),
      icon: 'arrow-left',
      run: onBack,
    },
  ]);
  return (
    <PageFrame
      title={title}
      actions={
        <>
          <IconButton
            icon="arrow-left"
            label={t('Back to the list')}
            kbd="Escape"
            onClick={onBack}
          />
          {onRemove ? <IconButton icon="trash" label={t('Remove')} onClick={onRemove} /> : null}
          {actions}
          {mayEdit && kept.isChanged ? (
            <Button onClick={kept.discard}>{t('Drop the edits')}</Button>
          ) : null}
          {mayEdit ? (
            <Button
              variant="primary"
              kbd="Ctrl+Enter"
              disabled={!isNew && !kept.isChanged}
              onClick={onSave}
            >
              {t('Save')}
            </Button>
          ) : null}
        </>
      }
    >
      <div
        className="work-form"
        {...(mayEdit ? {} : { role: 'group', 'aria-label': title, tabIndex: 0 })}
      >
        {kept.isOvertaken ? (
          <Notice tone="warning">
            <p>
              {t(
                'Somebody changed this after you began. Saving puts your edits in the place of theirs.',
              )}
            </p>
          </Notice>
        ) : null}
        {problem === undefined ? null : (
          <Notice tone="danger" live>
            <p>{problem}</p>
          </Notice>
        )}
        <fieldset className="work-form__fields" disabled={!mayEdit}>
          {children}
        </fieldset>
      </div>
      {after}
    </PageFrame>
  );
}
