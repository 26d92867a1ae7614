import type { ExportCell } from './export-table.ts';

/* Office Open XML (ECMA-376): the fewest parts a spreadsheet program opens without complaint. */

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Days from the epoch of spreadsheets, 30 December 1899, to that of machines. */
const EPOCH_DAYS = 25_569;
const DAY_MS = 86_400_000;
/** Longer texts no spreadsheet takes. */
const TEXT_MAX = 32_767;
/** Cell formats of `styles.xml`. */
const STYLE = { instant: 1, head: 2 } as const;
const WIDTHS = { instant: 17, number: 10, text: 24 } as const;

/** Characters that XML 1.0 has no place for. */
function isForbidden(character: string): boolean {
  const code = character.charCodeAt(0);
  if (code >= 0xfffe) return true;
  return code < 0x20 && character !== '\t' && character !== '\n' && character !== '\r';
}

function withoutForbidden(text: string): string {
  return /^[\x20-\ud7ff]*$/.test(text)
    ? text
    : Array.from(text, (each) => (isForbidden(each) ? '' : each)).join('');
}

export function escapeXml(text: string): string {
  return withoutForbidden(text)
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** `A`, `Z`, `AA` by the number of the column, from 0. */
export function columnName(column: number): string {
  const rest = Math.floor(column / 26);
  const letter = String.fromCharCode(65 + (column % 26));
  return rest === 0 ? letter : columnName(rest - 1) + letter;
}

/** An instant as a spreadsheet counts: days on the wall clock of this machine. */
export function serialOf(ms: number): number {
  const offsetMs = new Date(ms).getTimezoneOffset() * 60_000;
  return Math.round(((ms - offsetMs) / DAY_MS + EPOCH_DAYS) * 1e6) / 1e6;
}

function cellXml(cell: ExportCell, at: string, style: string): string {
  if (cell === null) return '';
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? `<c r="${at}"${style}><v>${cell}</v></c>` : '';
  }
  if (typeof cell === 'object') {
    return `<c r="${at}" s="${STYLE.instant}"><v>${serialOf(cell.instantMs)}</v></c>`;
  }
  // A text in place is never run as a formula, whatever it begins with.
  const text = escapeXml(cell.slice(0, TEXT_MAX));
  return `<c r="${at}"${style} t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
}

/** A row of the sheet; `number` counts from 1. */
export function rowXml(cells: readonly ExportCell[], number: number, isHead = false): string {
  const style = isHead ? ` s="${STYLE.head}"` : '';
  const inside = cells.map((cell, n) => cellXml(cell, `${columnName(n)}${number}`, style)).join('');
  return `<row r="${number}">${inside}</row>`;
}

function widthOf(cell: ExportCell | undefined): number {
  if (typeof cell === 'number') return WIDTHS.number;
  return typeof cell === 'object' && cell !== null ? WIDTHS.instant : WIDTHS.text;
}

/** What stands before the rows: the head stays in sight, and columns are wide enough to read. */
export function sheetStart(first: readonly ExportCell[], columns: number): string {
  const widths = Array.from(
    { length: columns },
    (_, n) => `<col min="${n + 1}" max="${n + 1}" width="${widthOf(first[n])}" customWidth="1"/>`,
  ).join('');
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  return (
    `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}` +
    `</sheetView></sheetViews>${columns === 0 ? '' : `<cols>${widths}</cols>`}<sheetData>`
  );
}

/** What stands behind them; the head can be filtered by. */
export function sheetEnd(columns: number, rows: number): string {
  const area = columns === 0 ? '' : `<autoFilter ref="A1:${columnName(columns - 1)}${rows}"/>`;
  return `</sheetData>${area}</worksheet>`;
}

const STYLES =
  `${HEAD}<styleSheet xmlns="${MAIN}">` +
  '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill>' +
  '<fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '</styleSheet>';

/** The sheet's name: at most 31 characters, without those a reference uses. */
function sheetName(name: string): string {
  const plain = name.replace(/[\\/?*[\]:]/g, ' ').replace(/^'+|'+$/g, '');
  return plain.slice(0, 31).trim() || 'Sheet1';
}

/** Every part of the file but the sheet itself, by path. */
export function workbookParts(name: string): Readonly<Record<string, string>> {
  const escaped = escapeXml(sheetName(name)).replaceAll('"', '&quot;');
  return {
    '[Content_Types].xml':
      `${HEAD}<Types xmlns="${PACKAGE}/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/xl/workbook.xml" ContentType="${SHEET_TYPES}.sheet.main+xml"/>` +
      `<Override PartName="/xl/styles.xml" ContentType="${SHEET_TYPES}.styles+xml"/>` +
      `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SHEET_TYPES}.worksheet+xml"/>` +
      '</Types>',
    '_rels/.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" ` +
      `Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml':
      `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>` +
      `<sheet name="${escaped}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels':
      `${HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
      `<Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>` +
      `<Relationship Id="rId2" Type="${RELATIONS}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': STYLES,
  };
}
