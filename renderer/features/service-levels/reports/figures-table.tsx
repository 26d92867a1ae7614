import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { ReportGroup } from '../../../../shared/sla/report-compliance.ts';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { secondsText } from './hours-text.ts';
import type { Selected } from './selected-rows.ts';
import { groupName, outcomeLabel, percentText, shareChange, shareText } from './report-words.ts';
import { useFirstRows } from '../../../ui/use-first-rows.tsx';
import type { Report } from './use-report.ts';

type ColumnId =
  | 'label'
  | 'share'
  | 'change'
  | 'met'
  | 'breached'
  | 'running'
  | 'median'
  | 'p90'
  | 'over'
  | 'most'
  | 'records';

export interface LabelledGroup extends ReportGroup {
  readonly label: string;
}

interface FiguresTableProps {
  readonly report: Report;
  readonly groups: readonly LabelledGroup[];
  /** Shows the records behind a figure. Without it figures are plain, as on paper. */
  onSelect?(selected: Selected): void;
}

interface Sort {
  readonly id: ColumnId;
  readonly isDescending: boolean;
}

const VALUES: Readonly<Record<Exclude<ColumnId, 'label' | 'change'>, keyof ReportGroup>> = {
  share: 'shareMet',
  met: 'met',
  breached: 'breached',
  running: 'running',
  median: 'medianPercent',
  p90: 'p90Percent',
  over: 'medianOverSeconds',
  most: 'mostOverSeconds',
  records: 'records',
};

function valueOf(group: LabelledGroup, id: ColumnId, { groupsBefore }: Report): number {
  if (id === 'label') return 0;
  if (id !== 'change') return Number(group[VALUES[id]] ?? -1);
  const before = groupsBefore.get(group.key);
  return (group.shareMet ?? -9) - (before?.shareMet ?? group.shareMet ?? 0);
}

function sorted(
  groups: readonly LabelledGroup[],
  sort: Sort | null,
  report: Report,
): readonly LabelledGroup[] {
  if (sort === null) return groups;
  const sign = sort.isDescending ? -1 : 1;
  return [...groups].sort((a, b) => {
    const difference =
      sort.id === 'label'
        ? a.label.localeCompare(b.label, undefined, { numeric: true })
        : valueOf(a, sort.id, report) - valueOf(b, sort.id, report);
    return sign * difference;
  });
}

interface HeadProps {
  readonly id: ColumnId;
  readonly label: string;
  readonly title?: string;
  readonly sort: Sort | null;
  onSort(sort: Sort): void;
}

function Head({ id, label, title, sort, onSort }: HeadProps): ReactElement {
  const isSorted = sort?.id === id;
  const direction = sort?.isDescending === true ? 'descending' : 'ascending';
  return (
    <th
      scope="col"
      className={id === 'label' ? undefined : 'num'}
      aria-sort={isSorted ? direction : 'none'}
    >
      <button
        type="button"
        className="sl-figures__sort"
        title={title}
        onClick={() => onSort({ id, isDescending: isSorted ? !sort.isDescending : id !== 'label' })}
      >
        {label}
        {isSorted ? (
          <Icon name={sort.isDescending ? 'chevron-down' : 'chevron-up'} size={10} />
        ) : null}
      </button>
    </th>
  );
}

/** The figures of each group, to be sorted; every count opens the records behind it. */
export function FiguresTable(props: FiguresTableProps): ReactElement {
  const { report, groups, onSelect } = props;
  const locale = useLocale();
  const [sort, setSort] = useState<Sort | null>(null);
  const all = useMemo(() => sorted(groups, sort, report), [groups, sort, report]);
  const { rows, more } = useFirstRows(all, { isWhole: onSelect === undefined });
  const head = { sort, onSort: setSort };
  return (
    <>
      <div
        className="sl-figures"
        tabIndex={onSelect ? 0 : undefined}
        role="group"
        aria-label={t('Table')}
      >
        <table className="tbl sl-tbl">
          <thead>
            <tr>
              <Head {...head} id="label" label={groupName(report.groupBy)} />
              <Head {...head} id="share" label={t('Share met')} />
              <Head
                {...head}
                id="change"
                label={t('Difference')}
                title={t('In points, against the period before')}
              />
              <Head {...head} id="met" label={outcomeLabel('met')} />
              <Head {...head} id="breached" label={outcomeLabel('breached')} />
              <Head {...head} id="running" label={outcomeLabel('running')} />
              <Head
                {...head}
                id="median"
                label={t('Median used')}
                title={t('Elapsed of the target; half took less')}
              />
              <Head
                {...head}
                id="p90"
                label={t('90 % used')}
                title={t('Elapsed of the target; nine of ten took less')}
              />
              <Head
                {...head}
                id="over"
                label={t('Median over')}
                title={t('Hours of open time by which half of the breached were over')}
              />
              <Head {...head} id="most" label={t('Most over')} title={t('Hours of open time')} />
              <Head {...head} id="records" label={t('Records')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((group) => (
              <FiguresRow key={group.key} {...props} group={group} locale={locale} />
            ))}
          </tbody>
        </table>
      </div>
      {more}
    </>
  );
}

interface RowProps extends FiguresTableProps {
  readonly group: LabelledGroup;
  readonly locale: string;
}

function FiguresRow({ report, group, locale, onSelect }: RowProps): ReactElement {
  const before = report.groupsBefore.get(group.key);
  const count = (value: number, outcome: Selected['outcome'], name: string) => {
    const text = formatNumber(locale, value);
    if (!onSelect || value === 0) return text;
    return (
      <button
        type="button"
        className="sl-figures__open"
        aria-label={`${group.label}, ${name}: ${text}`}
        onClick={() => onSelect({ groupKey: group.key, groupLabel: group.label, outcome })}
      >
        {text}
      </button>
    );
  };
  return (
    <tr>
      <th scope="row">{group.label}</th>
      <td className="num">{shareText(group)}</td>
      <td className="num">{(before && shareChange(group, before)) ?? '–'}</td>
      <td className="num">{count(group.met, 'met', outcomeLabel('met'))}</td>
      <td className="num">{count(group.breached, 'breached', outcomeLabel('breached'))}</td>
      <td className="num">{count(group.running, 'running', outcomeLabel('running'))}</td>
      <td className="num">{percentText(group.medianPercent)}</td>
      <td className="num">{percentText(group.p90Percent)}</td>
      <td className="num">{secondsText(group.medianOverSeconds)}</td>
      <td className="num">{secondsText(group.mostOverSeconds)}</td>
      <td className="num">{count(group.records, null, t('Records'))}</td>
    </tr>
  );
}
