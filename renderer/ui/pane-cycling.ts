import { useEffect } from 'react';

const FOCUSABLE =
  'a[href], button:not([disabled]), input:not([disabled]), select:not([disabled]), textarea:not([disabled]), [tabindex]:not([tabindex="-1"])';

/** Where focus last was in each pane, so that F6 comes back to it. */
const lastFocus = new WeakMap<Element, HTMLElement>();

function visiblePanes(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.getClientRects().length > 0,
  );
}

/** Puts focus where it last was in a pane, else on its list, else on its first control. */
export function focusPane(pane: HTMLElement): void {
  const last = lastFocus.get(pane);
  const target =
    (last?.isConnected === true && pane.contains(last) ? last : null) ??
    pane.querySelector<HTMLElement>('[data-pane-focus]') ??
    pane.querySelector<HTMLElement>(FOCUSABLE);
  if (target !== null) {
    target.focus();
    return;
  }
  pane.tabIndex = -1;
  pane.focus();
}

/** Moves focus `step` panes on, in document order, round the end. */
export function cyclePane(step: 1 | -1): void {
  const panes = visiblePanes();
  if (panes.length === 0) return;
  const at = panes.findIndex((pane) => pane.contains(document.activeElement));
  const start = at < 0 && step < 0 ? 0 : at;
  const next = panes[(start + step + panes.length) % panes.length];
  if (next !== undefined) focusPane(next);
}

/** F6 and Shift+F6 go round the panes (`data-pane`) of this window, unless a dialog is open. */
export function usePaneCycling(): void {
  useEffect(() => {
    const onFocus = (event: FocusEvent): void => {
      if (!(event.target instanceof HTMLElement)) return;
      const pane = event.target.closest('[data-pane]');
      if (pane !== null) lastFocus.set(pane, event.target);
    };
    const onKey = (event: KeyboardEvent): void => {
      if (event.key !== 'F6' || event.defaultPrevented || event.ctrlKey || event.altKey) return;
      if (document.querySelector('[role="dialog"][data-state="open"]') !== null) return;
      event.preventDefault();
      cyclePane(event.shiftKey ? -1 : 1);
    };
    document.addEventListener('focusin', onFocus);
    document.addEventListener('keydown', onKey);
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('keydown', onKey);
    };
  }, []);
}
