import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import { REPORT_GROUPS } from '../../../../shared/sla/report-compliance.ts';
import { periodRanges } from '../../../../shared/sla/report-periods.ts';
import { useClocks } from '../../../replica/clocks.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { currentLocale, t } from '../../../ui/i18n.ts';
import { formatNumber } from '../../../ui/format.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { PageFrame } from '../page-frame.tsx';
import { ExportMenu } from './export-menu.tsx';
import { HeldView } from './held-view.tsx';
import { KeptView } from './kept-view.tsx';
import { ReasonsView } from './reasons-view.tsx';
import { RecordHeldDrawer } from './record-held-drawer.tsx';
import { RecordsDrawer } from './records-drawer.tsx';
import type { Selected } from './selected-rows.ts';
import { useReportChoices } from './report-choices.ts';
import type { ReportView } from './report-choices.ts';
import { FilterControls, PeriodControls } from './report-controls.tsx';
import type { ReportDesk, ReportState } from './report-desk.ts';
import { ReportBasis, ReportFacts } from './report-facts.tsx';
import { groupName } from './report-words.ts';
import { useDeskState, useReport } from './use-report.ts';
import type { Report, ReportUse } from './use-report.ts';
import './reports.css';

/** How well promises were kept, who held the records, and why targets were missed. */
export function ReportsPage({ id }: { readonly id: string | null }): ReactElement {
  const choices = useReportChoices();
  const use = useReport(choices);
  const [selected, setSelected] = useState<Selected | null>(null);
  const showHeld = useCallback((recordId: string | null) => {
    const { go } = useNavigation.getState();
    go({ kind: 'service-levels', page: 'reports', ...(recordId === null ? {} : { id: recordId }) });
  }, []);
  const close = useCallback(() => setSelected(null), []);
  const { report, ranges, desk } = use;
  return (
    <PageFrame title={t('Reports')} actions={<Actions use={use} />}>
      <div className="sl-report">
        <PeriodControls range={ranges?.range ?? null} />
        <FilterControls />
        <Progress use={use} />
        {report ? (
          <ReportBody use={use} report={report} onSelect={setSelected} onHeld={showHeld} />
        ) : (
          <Absent desk={desk} isWrong={ranges === null} />
        )}
      </div>
      {report ? (
        <RecordsDrawer report={report} selected={selected} onClose={close} onHeld={showHeld} />
      ) : null}
      <RecordHeldDrawer
        desk={desk}
        recordId={id?.startsWith('ticket:') ? id : null}
        onClose={() => showHeld(null)}
      />
    </PageFrame>
  );
}

function Actions({ use }: { readonly use: ReportUse }): ReactElement {
  const { desk, report } = use;
  const state = useDeskState(desk);
  const replica = useReplica();
  const { period, timezone } = useReportChoices();
  const isBusy = state.phase === 'reading' || state.phase === 'evaluating';
  const again = (): void => {
    const ranges = periodRanges(period, timezone, replica.now());
    if (ranges) desk.workOut({ fromMs: ranges.before.fromMs, toMs: ranges.range.toMs });
  };
  return (
    <>
      <Button icon="sync" disabled={isBusy} onClick={again}>
        {t('Work out again')}
      </Button>
      <ExportMenu desk={desk} report={report} />
    </>
  );
}

function Progress({ use }: { readonly use: ReportUse }): ReactElement | null {
  const { desk } = use;
  const state = useDeskState(desk);
  const isBusy = state.phase === 'reading' || state.phase === 'evaluating';
  if (isBusy) return <BusyBar state={state} onCancel={() => desk.cancel()} />;
  if (!state.isOutdated || state.data === null) return null;
  return (
    <p className="t3 t12" role="status">
      {t('Records changed since these figures were worked out.')}
    </p>
  );
}

function BusyBar(props: { readonly state: ReportState; onCancel(): void }): ReactElement {
  const { state, onCancel } = props;
  const now = useNow(1_000);
  return (
    <ProgressBar
      label={state.phase === 'reading' ? t('Reading records') : t('Evaluating records')}
      done={state.done}
      total={state.total === 0 ? null : state.total}
      startedAt={state.startedAtMs}
      now={now}
      onCancel={onCancel}
    />
  );
}

interface BodyProps {
  readonly use: ReportUse;
  readonly report: Report;
  onSelect(selected: Selected): void;
  onHeld(recordId: string): void;
}

function ReportBody({ use, report, onSelect, onHeld }: BodyProps): ReactElement {
  const { groupBy, view, set } = useReportChoices();
  if (report.total.runs === 0) return <Nothing report={report} />;
  return (
    <>
      <ReportFacts report={report} />
      <div className="sl-report__controls sl-report__controls--view">
        <Segmented<ReportView>
          label={t('What is shown')}
          value={view}
          onChange={(next) => set({ view: next })}
          options={[
            { value: 'kept', label: t('Kept') },
            { value: 'held', label: t('Who held it') },
            { value: 'reasons', label: t('Breach reasons') },
          ]}
        />
        {view === 'kept' ? (
          <FormField label={t('Group by')}>
            {(ids) => (
              <Select
                {...ids}
                value={groupBy}
                onChange={(next) => set({ groupBy: next })}
                options={REPORT_GROUPS.map((value) => ({ value, label: groupName(value) }))}
              />
            )}
          </FormField>
        ) : null}
      </div>
      {view === 'kept' ? (
        <KeptView report={report} onSelect={onSelect} />
      ) : view === 'held' ? (
        <HeldView desk={use.desk} report={report} onRecord={onHeld} />
      ) : (
        <ReasonsView report={report} onSelect={onSelect} />
      )}
      <ReportBasis report={report} />
    </>
  );
}

/** No target in the period: says what would be one. */
function Nothing({ report }: { readonly report: Report }): ReactElement {
  const { set } = useReportChoices();
  const hasPolicies = useClocks().getRules().documents.length > 0;
  const go = useNavigation((state) => state.go);
  if (!hasPolicies) {
    return (
      <EmptyState
        icon="shield"
        title={t('There is no policy yet')}
        actions={
          <Button
            variant="primary"
            onClick={() => go({ kind: 'service-levels', page: 'policies' })}
          >
            {t('Go to policies')}
          </Button>
        }
      >
        <p>
          {t(
            'A policy says what is promised. As soon as one applies to records, reports show how often it was kept.',
          )}
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="chart"
      title={t('No target counts in this selection')}
      actions={
        <Button onClick={() => set({ period: { kind: 'days', days: 90 }, filter: {} })}>
          {t('Last 90 days without filters')}
        </Button>
      }
    >
      <p>
        {t(
          '{{shown}} records were looked at. A record counts where a policy applied to it and its target was met, breached or still runs in these days.',
          {
            count: report.data.records,
            shown: formatNumber(currentLocale(), report.data.records),
          },
        )}
      </p>
    </EmptyState>
  );
}

function Absent(props: { readonly desk: ReportDesk; readonly isWrong: boolean }): ReactElement {
  const { desk, isWrong } = props;
  const state = useDeskState(desk);
  if (isWrong) {
    return (
      <EmptyState icon="calendar" title={t('Choose a first and a last day')}>
        <p>{t('Both days belong to the report.')}</p>
      </EmptyState>
    );
  }
  if (state.phase === 'failed') {
    return (
      <Notice tone="danger" title={t('The report could not be worked out')}>
        <p>{t('Your records are safe. Try it again; if it fails again, reload the window.')}</p>
        <p className="mono t12">{state.failure}</p>
      </Notice>
    );
  }
  if (state.phase === 'cancelled') {
    return (
      <EmptyState icon="chart" title={t('Reading was cancelled')}>
        <p>{t('What was read is kept. Work out again to go on from there.')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="chart" title={t('The records of this period are being read')}>
      <p>{t('Reports show how many promises were kept, by policy, team, priority and time.')}</p>
    </EmptyState>
  );
}
