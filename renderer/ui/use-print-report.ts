import type { PdfRequest } from '../../shared/protocol/ipc.ts';
import { t } from './i18n.ts';
import { usePrintPdf } from './print-context.ts';
import { toast } from './toast.ts';

/**
 * Prints what a `PrintSheet` has laid out: as PDF where the shell does it, else as the browser
 * prints. Says how it went.
 */
export function usePrintReport(): (request: Omit<PdfRequest, 'pageOf'>) => Promise<void> {
  const printPdf = usePrintPdf();
  return async (request) => {
    const pageOf = t('Page {{page}} of {{pages}}', { page: '{{page}}', pages: '{{pages}}' });
    const answer = await printPdf({ ...request, pageOf });
    if (answer.kind === 'unavailable') window.print();
    else if (answer.kind === 'saved') {
      toast({ tone: 'success', text: t('Saved as {{file}}', { file: answer.fileName }) });
    } else if (answer.kind === 'failed') {
      toast({
        tone: 'danger',
        text: t('The PDF could not be written: {{detail}}', { detail: answer.detail }),
      });
    }
  };
}
