import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { IconButton } from '../../../ui/button.tsx';
import { ContextSection, ContextStrip } from '../../../ui/context-section.tsx';
import type { StripItem } from '../../../ui/context-section.tsx';
import { t } from '../../../ui/i18n.ts';
import { useTimeline } from '../../../replica/hooks.ts';
import { FilesSection } from '../files/files-section.tsx';
import { Pane, PaneBody } from '../../../ui/pane.tsx';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { FamilySection } from '../acts/family-section.tsx';
import { ArticlesSection } from './articles-section.tsx';
import { LinkedSection } from './linked-section.tsx';
import { RequesterSection } from './requester-section.tsx';
import { SimilarSection } from './similar-section.tsx';
import { useTicketContext } from './use-context.ts';

interface ContextPaneProps {
  readonly ticket: Ticket;
  readonly adding: boolean;
  onAdding(adding: boolean): void;
  onClose(): void;
}

const NO_ENTRIES: readonly Entry[] = [];

/** Who asked, what is affected, what was like it, what may help. */
export function ContextPane(props: ContextPaneProps): ReactElement {
  const { ticket, adding, onAdding, onClose } = props;
  const context = useTicketContext(ticket);
  const entries = useTimeline(ticket.id) ?? NO_ENTRIES;
  return (
    <Pane kind="context" label={t('Context of {{number}}', { number: ticket.number })}>
      <PaneBar level={2} title={t('Context')}>
        <IconButton
          icon="side"
          size="sm"
          kbd="]"
          label={t('Close the context pane')}
          onClick={onClose}
        />
      </PaneBar>
      <PaneBody>
        {context.requester ? (
          <RequesterSection person={context.requester} ticketId={ticket.id} />
        ) : (
          <ContextSection>
            <p className="t3 t12">{t('Nobody is named as requester.')}</p>
          </ContextSection>
        )}
        <LinkedSection
          ticket={ticket}
          relations={context.relations}
          adding={adding}
          onAdding={onAdding}
        />
        <FamilySection ticket={ticket} />
        <FilesSection ticketId={ticket.id} entries={entries} />
        <SimilarSection
          similar={context.similar}
          title={t('Similar tickets')}
          empty={t('No ticket shares enough with this title.')}
        />
        <ArticlesSection ticket={ticket} hits={context.articles} relations={context.relations} />
      </PaneBody>
    </Pane>
  );
}

/** The same as icons with counts. */
export function TicketContextStrip(props: {
  readonly ticket: Ticket;
  onOpen(): void;
}): ReactElement {
  const { ticket, onOpen } = props;
  const { requester, relations, similar, articles } = useTicketContext(ticket);
  const entries = useTimeline(ticket.id) ?? NO_ENTRIES;
  const files = entries.filter(({ kind }) => kind === 'attachment').length;
  const items: StripItem[] = [
    {
      id: 'requester',
      icon: requester?.vip === undefined ? 'user' : 'star',
      label:
        requester === null
          ? t('No requester')
          : requester.vip === undefined
            ? t('Requester: {{name}}', { name: requester.name })
            : t('Requester: {{name}}, VIP', { name: requester.name }),
      text: requester?.vip === undefined ? '' : t('VIP'),
      onOpen,
    },
    {
      id: 'linked',
      icon: 'cmdb',
      label: t('{{count}} linked items', { count: relations.length }),
      text: String(relations.length),
      onOpen,
    },
    {
      id: 'files',
      icon: 'clip',
      label: t('{{count}} files', { count: files }),
      text: String(files),
      onOpen,
    },
    {
      id: 'similar',
      icon: 'incident',
      label: t('{{count}} similar tickets', { count: similar.length }),
      text: String(similar.length),
      onOpen,
    },
    {
      id: 'articles',
      icon: 'book',
      label: t('{{count}} suggested articles', { count: articles.length }),
      text: String(articles.length),
      onOpen,
    },
  ];
  return <ContextStrip items={items} />;
}
