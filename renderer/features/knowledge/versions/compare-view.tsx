import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { compareTexts, foldRows } from '../../../../shared/knowledge/compare-texts.ts';
import type { ComparedLine, FoldedRow } from '../../../../shared/knowledge/compare-texts.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';

/** Rows drawn at first; each more costs as much again. */
const AT_FIRST = 400;

function Cell(props: {
  readonly line: ComparedLine | null;
  readonly side: 'left' | 'right';
}): ReactElement {
  const { line, side } = props;
  if (line === null) {
    return (
      <>
        <td className="kbv-no" />
        <td className="kbv-none" />
      </>
    );
  }
  const hasMarks = line.parts.some(({ kind }) => kind !== 'same');
  const Mark = side === 'left' ? 'del' : 'ins';
  return (
    <>
      <td className="kbv-no">{line.number}</td>
      <td className={hasMarks ? `kbv-line kbv-line--${side}` : 'kbv-line'}>
        {line.parts.map(({ kind, text }, at) =>
          kind === 'same' ? <span key={at}>{text}</span> : <Mark key={at}>{text}</Mark>,
        )}
      </td>
    </>
  );
}

function Row({ row }: { readonly row: FoldedRow }): ReactElement {
  if (row.kind === 'fold') {
    return (
      <tr>
        <td colSpan={4} className="kbv-fold">
          {t('{{count}} equal lines', { count: row.count })}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <Cell line={row.left} side="left" />
      <Cell line={row.right} side="right" />
    </tr>
  );
}

/** Two texts side by side; equal stretches are folded away. */
export function CompareView(props: {
  readonly left: string;
  readonly right: string;
  readonly leftLabel: string;
  readonly rightLabel: string;
}): ReactElement {
  const { left, right, leftLabel, rightLabel } = props;
  const compared = useMemo(() => compareTexts(left, right), [left, right]);
  const rows = useMemo(() => foldRows(compared.rows), [compared]);
  const [most, setMost] = useState(AT_FIRST);
  if (left === right) return <p className="t3">{t('Both say the same.')}</p>;
  return (
    <div className="kbv-scroll" tabIndex={0} role="group" aria-label={t('Text side by side')}>
      <table className="kbv-table">
        <colgroup>
          <col className="kbv-no" />
          <col />
          <col className="kbv-no" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2} scope="colgroup">
              {leftLabel}
            </th>
            <th colSpan={2} scope="colgroup">
              {rightLabel}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row, at) => (
            <Row key={at} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > most ? (
        <Button onClick={() => setMost(most + AT_FIRST * 5)}>
          {t('Show {{count}} more lines', { count: rows.length - most })}
        </Button>
      ) : null}
    </div>
  );
}
