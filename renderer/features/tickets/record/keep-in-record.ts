import { focusRecord, isInRecord } from './focus-record.ts';

/**
 * After a form over the record: where what opened it is gone, such as the palette, the focus would
 * fall out of the record. Two frames later the form has given it back.
 */
export function keepInRecord(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const isElsewhere = document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
      if (!isElsewhere && !isInRecord()) focusRecord();
    }),
  );
}
