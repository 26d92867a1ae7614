import { createContext, useContext } from 'react';
import type { PdfAnswer, PdfRequest } from '../../shared/protocol/ipc.ts';

/** Prints the window as PDF. Given by the composition root around every screen. */
export type PrintPdf = (request: PdfRequest) => Promise<PdfAnswer>;

/** Without a shell the page is printed as the browser does it. */
export const PrintContext = createContext<PrintPdf>(() => Promise.resolve({ kind: 'unavailable' }));

export function usePrintPdf(): PrintPdf {
  return useContext(PrintContext);
}
