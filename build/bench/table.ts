import type { Measurement } from './measurement.ts';

const HEAD = ['figure', 'rounds', 'floor', 'median', 'p95', 'best', 'ratio', 'target', ''] as const;
/** Numbers stand at the right of their column. */
const RIGHT = [false, true, true, true, true, true, true, false, false] as const;

/** `1.2 s`, `340 ms`, `3.4 ms`, `0.04 ms`. */
export function formatMs(ms: number | null): string {
  if (ms === null) return '';
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1_000) return `${(ms / 1000).toFixed(2)} s`;
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  return `${ms.toFixed(ms >= 1 ? 1 : 2)} ms`;
}

/** One line a figure, with its details below it. */
export function formatTable(measurements: readonly Measurement[]): string {
  const rows = [HEAD, ...measurements.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) =>
        RIGHT[column] ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!),
      )
      .join('  ')
      .trimEnd();
  const [head, ...body] = rows.map(line);
  const lines = body.flatMap((text, n) => {
    const details = Object.entries(measurements[n]!.details);
    if (details.length === 0) return [text];
    return [text, `    ${details.map(([name, value]) => `${name} ${plain(value)}`).join(', ')}`];
  });
  return [head, ...lines].join('\n');
}

function cellsOf(measurement: Measurement): readonly string[] {
  const { name, rounds, floorMs, subjectMs, p95Ms, bestMs, ratio, target, met } = measurement;
  return [
    name,
    String(rounds),
    formatMs(floorMs),
    formatMs(subjectMs),
    formatMs(p95Ms),
    formatMs(bestMs),
    ratio === null ? '' : `${ratio.toFixed(2)} ×`,
    target ?? '',
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
}

function plain(value: number): string {
  return Number.isInteger(value) ? value.toLocaleString('en') : value.toFixed(1);
}
