import { useState } from 'react';
import type { ReactElement } from 'react';
import type { ImportMapping } from '../../../../shared/model/policy.ts';
import { saveImportMapping } from '../../../../shared/workflow/import-commands.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { useSettingActs } from '../setting-acts.ts';
import type { ImportDesk } from './use-import.ts';

/** Keeps the mapping under a name, for the next file of this kind and for other people. */
export function SaveMapping({ desk }: { readonly desk: ImportDesk }): ReactElement {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="sm" icon="star" onClick={() => setOpen(true)}>
        {t('Keep this mapping')}
      </Button>
      {isOpen ? <SaveDialog desk={desk} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface SaveDialogProps {
  readonly desk: ImportDesk;
  onClose(): void;
}

function SaveDialog({ desk, onClose }: SaveDialogProps): ReactElement {
  const reference = useReference();
  const acts = useSettingActs();
  const kept = policiesOf(reference, 'import-mapping');
  const [name, setName] = useState(kept.find(({ id }) => id === desk.basis)?.name ?? '');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const base: ImportMapping | null = kept.find((each) => each.name === name.trim()) ?? null;
  const save = async (): Promise<void> => {
    const mapping = desk.mapping!;
    const body = { name, system: mapping.system, mapping: { ...mapping } };
    const saved = await acts.save(
      base,
      (former, context) => saveImportMapping(former, body, context),
      { name: name.trim() || t('Mapping'), done: t('Mapping kept') },
    );
    if ('problem' in saved) setProblem(saved.problem);
    else onClose();
  };
  return (
    <Dialog
      open
      size="s"
      onOpenChange={onClose}
      title={t('Keep this mapping')}
      actions={
        <>
          <Button variant="quiet" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button variant="primary" onClick={() => void save()}>
            {base === null ? t('Keep') : t('Replace “{{name}}”', { name: base.name })}
          </Button>
        </>
      }
    >
      <FormField label={t('Name')} required error={problem}>
        {(ids) => (
          <TextInput
            {...ids}
            value={name}
            maxLength={120}
            onChange={(event) => {
              setName(event.target.value);
              setProblem(undefined);
            }}
          />
        )}
      </FormField>
    </Dialog>
  );
}
