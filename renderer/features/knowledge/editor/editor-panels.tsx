import { useState } from 'react';
import type { ReactElement } from 'react';
import type { PersonId } from '../../../../shared/model/ids.ts';
import type { ArticleBody } from '../../../../shared/workflow/article-commands.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { t } from '../../../ui/i18n.ts';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import type { TabItem } from '../../../ui/tabs.tsx';
import type { LinkTable } from '../markdown/article-links.ts';
import { QualityList, useQuality } from '../quality-list.tsx';
import { useSettled } from '../use-settled.ts';
import { DetailFields } from './detail-fields.tsx';
import { Preview } from './preview.tsx';
import { WriteColumn } from './write-column.tsx';
import type { WriteColumnProps } from './write-column.tsx';

type Panel = 'text' | 'preview' | 'details' | 'quality';

const PANEL_ID = 'article-editor-panel';
/** Checks read the whole text. */
const CHECK_MS = 400;

export interface EditorPanelsProps extends WriteColumnProps {
  readonly table: LinkTable;
}

function useFindings(body: ArticleBody, table: LinkTable) {
  const settled = useSettled(body, CHECK_MS);
  const { title, summary, markdown, validTo, ownerId } = settled;
  return useQuality({ title, summary, markdown, validTo, ownerId: ownerId as PersonId }, table);
}

function names(open: number): readonly TabItem<Panel>[] {
  return [
    { value: 'text', label: t('Text') },
    { value: 'preview', label: t('Preview') },
    { value: 'details', label: t('Details') },
    { value: 'quality', label: t('Quality'), ...(open > 0 ? { count: open } : {}) },
  ];
}

/** The text, and beside it what it looks like, what is said of it, and what it lacks. */
export function EditorPanels(props: EditorPanelsProps): ReactElement {
  const { articleId, body, table, onChange } = props;
  const breakpoint = useBreakpoint();
  const isSingle = breakpoint === 'compact' || breakpoint === 'field';
  const [chosen, setChosen] = useState<Panel | null>(null);
  const findings = useFindings(body, table);
  const panel = chosen === null || (chosen === 'text' && !isSingle) ? firstOf(isSingle) : chosen;
  const tabs = names(findings.filter(({ ok }) => !ok).length).filter(
    ({ value }) => isSingle || value !== 'text',
  );
  const label = tabs.find(({ value }) => value === panel)?.label ?? '';
  const hasText = !isSingle || panel === 'text';
  return (
    <div className={isSingle ? 'kbe-panels kbe-panels--single' : 'kbe-panels'}>
      {/* Kept in the page, so that its history of undoing outlives a look at the preview. */}
      <div className="kbe-left" hidden={!hasText}>
        <WriteColumn {...props} />
      </div>
      <div className="kbe-side">
        <Tabs<Panel>
          label={t('Text and what belongs to it')}
          value={panel}
          onChange={setChosen}
          tabs={tabs}
          panelId={PANEL_ID}
        />
        <TabPanel id={PANEL_ID} label={label} className="kbe-side__page">
          {panel === 'preview' ? (
            <Preview title={body.title} markdown={body.markdown} lang={body.lang} />
          ) : null}
          {panel === 'details' ? (
            <DetailFields articleId={articleId} body={body} onChange={onChange} />
          ) : null}
          {panel === 'quality' ? (
            <div className="kbe-details">
              <QualityList findings={findings} />
            </div>
          ) : null}
        </TabPanel>
      </div>
    </div>
  );
}

function firstOf(isSingle: boolean): Panel {
  return isSingle ? 'text' : 'preview';
}
