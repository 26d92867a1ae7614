import type { PdfRequest } from '../../shared/protocol/ipc.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The printer takes both as HTML; what a window says is text. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const LINE =
  'display:flex;justify-content:space-between;gap:12px;width:100%;margin:0 12mm;' +
  'font:8px system-ui,sans-serif;color:#46484e';

/** What stands above and below each page, as `printToPDF` takes it. */
export function pageMargins({ header, footer, pageOf }: PdfRequest): {
  readonly headerTemplate: string;
  readonly footerTemplate: string;
} {
  const numbers = escapeHtml(pageOf)
    .replace('{{page}}', '<span class="pageNumber"></span>')
    .replace('{{pages}}', '<span class="totalPages"></span>');
  return {
    headerTemplate: `<div style="${LINE}"><span>${escapeHtml(header)}</span></div>`,
    footerTemplate: `<div style="${LINE}"><span>${escapeHtml(footer)}</span><span>${numbers}</span></div>`,
  };
}
