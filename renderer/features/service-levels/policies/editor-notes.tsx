import type { ReactElement } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { formatRelative } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { useNow } from '../../../ui/use-now.ts';
import type { PolicyForm } from './policy-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';

/** What one has to know about the edits: that they are kept, and that somebody else was faster. */
export function EditorNotes(props: {
  readonly base: SlaPolicyDocument | null;
  readonly kept: KeptForm<PolicyForm>;
}): ReactElement | null {
  const { base, kept } = props;
  const locale = useLocale();
  const now = useNow();
  const { byUserName } = useReference();
  if (kept.keptAt === null) return null;
  if (base && kept.isOvertaken) {
    const name = byUserName.get(base.updatedBy)?.name ?? base.updatedBy;
    return (
      <Notice
        tone="warning"
        title={t('{{name}} changed this policy after you began', { name })}
        actions={
          <Button size="sm" onClick={kept.discard}>
            {t('Drop my edits')}
          </Button>
        }
      >
        <p>{t('You see your own edits. Saving them puts them in the place of the others.')}</p>
      </Notice>
    );
  }
  return (
    <p className="t3 t12" role="status">
      {t('Not saved yet. Your edits of {{time}} are kept on this machine.', {
        time: formatRelative(locale, kept.keptAt, now),
      })}
    </p>
  );
}
