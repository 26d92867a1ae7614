import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { CannedResponse } from '../../../../shared/model/policy.ts';
import type { ResponseValues } from '../../../../shared/workflow/response-variables.ts';
import { fillVariables } from '../../../../shared/workflow/response-variables.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { FilledPreview, UnfilledNote } from '../../../words/filled-text.tsx';
import { PickDialog } from './pick-dialog.tsx';

interface ResponseDialogProps {
  readonly responses: readonly CannedResponse[];
  readonly values: ResponseValues;
  onChoose(response: CannedResponse): void;
  onClose(): void;
}

function optionOf({ id, name, shortcut, ownerUserName }: CannedResponse): Option {
  const detail = ownerUserName === undefined ? `/${shortcut}` : `/${shortcut} · ${t('private')}`;
  return { value: id, label: name, detail };
}

function NoResponses({ onClose }: { onClose(): void }): ReactElement {
  const go = useNavigation((state) => state.go);
  return (
    <EmptyState
      icon="text"
      title={t('There are no texts for this yet')}
      actions={
        <Button
          onClick={() => {
            onClose();
            go({ kind: 'settings', page: 'responses', id: 'new' });
          }}
        >
          {t('Write the first one')}
        </Button>
      }
    >
      <p>{t('Texts that are sent again and again are written once, with places for names.')}</p>
    </EmptyState>
  );
}

/** All texts with a search and what each would say here. */
export function ResponseDialog(props: ResponseDialogProps): ReactElement {
  const { responses, values, onChoose, onClose } = props;
  const options = useMemo(() => responses.map(optionOf), [responses]);
  const byId = useMemo(
    () => new Map(responses.map((each) => [each.id as string, each])),
    [responses],
  );
  const filledOf = (id: string) => fillVariables(byId.get(id)?.body ?? '', values);
  return (
    <PickDialog
      title={t('Insert a text')}
      placeholder={t('Find a text by name or shortcut')}
      options={options}
      act={t('Insert')}
      empty={<NoResponses onClose={onClose} />}
      preview={(id) => (
        <>
          <FilledPreview filled={filledOf(id)} />
          <UnfilledNote filled={filledOf(id)} />
        </>
      )}
      onChoose={(id) => {
        const response = byId.get(id);
        if (response !== undefined) onChoose(response);
      }}
      onClose={onClose}
    />
  );
}
