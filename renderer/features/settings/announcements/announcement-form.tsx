import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { announcementPhase } from '../../../../shared/desk/announcements.ts';
import type { Announcement } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { endAnnouncement, saveAnnouncement } from '../../../../shared/workflow/desk-commands.ts';
import type { AnnouncementBody } from '../../../../shared/workflow/desk-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { Button } from '../../../ui/button.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { useSettingActs } from '../setting-acts.ts';
import { AnnouncementFields } from './announcement-fields.tsx';
import { WorkForm } from '../work-form.tsx';

/** Sentences of the commands. */
export const ANNOUNCEMENT_SENTENCES = [
  msg('Say in a few words what it is about.'),
  msg('Say from when on it holds.'),
  msg('The announcement ends before it begins.'),
  msg('It has not begun yet. Remove it instead.'),
] as const;

interface FormProps {
  /** Null: a new one. */
  readonly base: Announcement | null;
  onDone(): void;
}

function bodyOf(base: Announcement | null, nowMs: number): AnnouncementBody {
  if (base === null) {
    const fromAt = new Date(Math.floor(nowMs / 60_000) * 60_000).toISOString();
    return { name: '', body: '', severity: 'info', fromAt, serviceIds: [], siteIds: [] };
  }
  const { name, body, severity, fromAt, toAt, serviceIds, siteIds, ticketId } = base;
  return {
    ...{ name, body, severity, fromAt, serviceIds, siteIds },
    ...(toAt === undefined ? {} : { toAt }),
    ...(ticketId === undefined ? {} : { ticketId }),
  };
}

/** An announcement as a form; edits are kept until they are saved or dropped. */
export function AnnouncementForm({ base, onDone }: FormProps): ReactElement | null {
  const replica = useReplica();
  const initial = useMemo(() => bodyOf(base, replica.now()), [base, replica]);
  const kept = useKeptForm(`announcement:${base?.id ?? 'new'}`, initial, base?.version ?? null);
  return kept ? <Loaded base={base} kept={kept} onDone={onDone} /> : null;
}

interface Problem {
  readonly field: string | undefined;
  readonly text: string;
}

function Loaded(props: FormProps & { readonly kept: KeptForm<AnnouncementBody> }): ReactElement {
  const { base, kept, onDone } = props;
  const { session } = useReplica();
  const acts = useSettingActs();
  const now = useNow();
  const [problem, setProblem] = useState<Problem | null>(null);
  const mayEdit = mayWrite(session.roles, 'policies', 'update');
  const name = kept.value.name.trim();
  const save = (): void => {
    const words = { name: name === '' ? t('Announcement') : name, done: t('Announcement saved') };
    void acts
      .save<Announcement>(
        base,
        (former, context) => saveAnnouncement(former, kept.value, context),
        words,
      )
      .then((saved) => {
        if ('problem' in saved) {
          setProblem({ field: saved.field, text: saved.problem });
          return;
        }
        kept.discard();
        onDone();
      });
  };
  const end = (one: Announcement): void => {
    void acts
      .save<Announcement>(one, (former, context) => endAnnouncement(former ?? one, context), {
        name: one.name,
        done: t('Announcement ended'),
      })
      .then((saved) => {
        if ('problem' in saved) setProblem({ field: saved.field, text: saved.problem });
        else onDone();
      });
  };
  const remove = (one: Announcement): void => {
    void acts.remove(one.id, { name: one.name, done: t('Announcement removed') }).then((said) => {
      if (said === undefined) onDone();
      else setProblem({ field: undefined, text: said });
    });
  };
  return (
    <WorkForm
      title={name === '' ? t('New announcement') : name}
      kept={kept}
      mayEdit={mayEdit}
      isNew={base === null}
      problem={problem?.field === undefined ? problem?.text : undefined}
      onSave={save}
      onBack={onDone}
      {...(base && mayEdit ? { onRemove: () => remove(base) } : {})}
      actions={
        base && mayEdit && announcementPhase(base, now) === 'in-force' ? (
          <Button icon="stop" onClick={() => end(base)}>
            {t('End it now')}
          </Button>
        ) : null
      }
    >
      <AnnouncementFields
        body={kept.value}
        mayEdit={mayEdit}
        errorOf={(field) => (problem?.field === field ? problem.text : undefined)}
        onChange={(next) => {
          setProblem(null);
          kept.set(next);
        }}
      />
    </WorkForm>
  );
}
