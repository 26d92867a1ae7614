import { runCase } from './case-row.ts';
import { FileError, readJson } from './json-file.ts';
import { isRow, RowError } from './row-reader.ts';

const USAGE = `Usage: npm run --silent business-time -- FILE.json

Counts business hours for every row of a JSON array and prints one line a row:
  {"id","expected","actual","pass"}
"pass" is null, with a reason in "skipped", for a row that only documents another engine.

Row:  {"id", "op", "calendar", "start", "amountMinutes" or "end", "expected"}
      "op" is "due" (an instant is expected) or "elapsed" (seconds are expected);
      "kind" instead of "op" names one of the extended kinds.
      "calendar" is {"timezone", "hours": {"mon": [["09:00","17:00"]]}, "holidays": ["2027-12-25"]}.

Exit: 0 every row passed, 1 one failed, 2 a row is malformed or the file cannot be read.
`;

function main(args: readonly string[]): number {
  const [file, ...rest] = args;
  if (file === '--help' || file === '-h') {
    process.stdout.write(USAGE);
    return 0;
  }
  if (file === undefined || rest.length > 0) {
    process.stderr.write(`Give one file.\n\n${USAGE}`);
    return 2;
  }
  try {
    return runRows(readRows(file));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function readRows(file: string): readonly unknown[] {
  const rows = readJson(file);
  if (!Array.isArray(rows)) throw new FileError(`${file} does not hold an array of rows.`);
  return rows;
}

/** Well-formed rows are run and printed even where another row is malformed. */
function runRows(rows: readonly unknown[]): number {
  let hasFailed = false;
  let hasMalformed = false;
  const lines: string[] = [];
  rows.forEach((row, index) => {
    try {
      const result = runCase(row);
      hasFailed ||= result.pass === false;
      lines.push(`${JSON.stringify(result)}\n`);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      hasMalformed = true;
      process.stderr.write(`Row ${index}${idOf(row)}, field ${error.field}: ${error.message}\n`);
    }
  });
  process.stdout.write(lines.join(''));
  if (hasMalformed) return 2;
  return hasFailed ? 1 : 0;
}

function idOf(row: unknown): string {
  return isRow(row) && typeof row['id'] === 'string' ? ` (${JSON.stringify(row['id'])})` : '';
}

process.exitCode = main(process.argv.slice(2));
