import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { PdfAnswer, PdfRequest } from '../../shared/protocol/ipc.ts';
import { pageMargins } from './page-margins.ts';

/** Inches. */
const MARGINS = { top: 0.7, bottom: 0.7, left: 0.5, right: 0.5 } as const;
const LETTER_COUNTRIES: ReadonlySet<string> = new Set(['US', 'CA', 'MX']);

/**
 * Prints what the window shows to a printer into a PDF, where the person chooses. The window has
 * laid it out when it asks.
 */
export async function savePdf(window: BrowserWindow, request: PdfRequest): Promise<PdfAnswer> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: request.fileName,
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (canceled || filePath === '') return { kind: 'cancelled' };
  try {
    const pdf = await window.webContents.printToPDF({
      displayHeaderFooter: true,
      ...pageMargins(request),
      margins: MARGINS,
      pageSize: LETTER_COUNTRIES.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4',
      printBackground: true,
      generateTaggedPDF: true,
    });
    await writeFile(filePath, pdf);
    return { kind: 'saved', fileName: path.basename(filePath) };
  } catch (error) {
    return { kind: 'failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
