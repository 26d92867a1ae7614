import { Suspense } from 'react';
import type { ReactElement } from 'react';
import { useNavigation } from '../../../state/navigation.ts';
import type { KnowledgeWorkPage } from '../../../state/routes.ts';
import { Button } from '../../../ui/button.tsx';
import type { Command } from '../../../ui/commands.ts';
import { t } from '../../../ui/i18n.ts';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { Pane } from '../../../ui/pane.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { undoLast } from '../../../ui/undo.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { WORK_PAGES } from './work-pages.ts';
import '../knowledge.css';
import './work.css';

const PANEL_ID = 'knowledge-work-page';

function commandsOf(): readonly Command[] {
  const group = t('Knowledge work');
  const { go } = useNavigation.getState();
  return [
    ...WORK_PAGES.map(({ page, name, icon }, index): Command => ({
      id: `knowledge-work.${page}`,
      label: t(name),
      keys: String(index + 1),
      group,
      icon,
      run: () => go({ kind: 'knowledge-work', page }),
    })),
    {
      id: 'knowledge-work.back',
      label: t('All articles'),
      keys: 'Escape',
      group,
      icon: 'book',
      run: () => go({ kind: 'articles' }),
    },
    {
      id: 'knowledge.undo',
      label: t('Undo'),
      keys: ['z', 'Ctrl+Z'],
      group,
      icon: 'undo',
      run: undoLast,
    },
  ];
}

/** What the knowledge base asks of people: reviews, reminders, and what readers say. */
export function KnowledgeWorkScreen({ page }: { readonly page: KnowledgeWorkPage }): ReactElement {
  const go = useNavigation((state) => state.go);
  useCommands(commandsOf());
  const shown = WORK_PAGES.find((each) => each.page === page) ?? WORK_PAGES[0];
  return (
    <Pane kind="record" as="main" label={t('Knowledge work')} className="kbw">
      <PaneBar title={t('Knowledge work')}>
        <Button variant="quiet" kbd="Escape" onClick={() => go({ kind: 'articles' })}>
          {t('All articles')}
        </Button>
      </PaneBar>
      {WORK_PAGES.length < 2 ? null : (
        <Tabs
          label={t('Pages of knowledge work')}
          value={shown?.page ?? page}
          onChange={(next) => go({ kind: 'knowledge-work', page: next })}
          tabs={WORK_PAGES.map(({ page: value, name }) => ({ value, label: t(name) }))}
          panelId={PANEL_ID}
        />
      )}
      <TabPanel id={PANEL_ID} label={shown ? t(shown.name) : ''} className="kbw__page">
        <Suspense fallback={null}>{shown ? <shown.Page key={shown.page} /> : null}</Suspense>
      </TabPanel>
    </Pane>
  );
}
