/** The pane that shows the record. */
export function recordPane(): HTMLElement | null {
  return document.querySelector<HTMLElement>('[data-pane="record"]');
}

/** Puts focus on the record itself, so that its keys work and a screen reader says its name. */
export function focusRecord(): void {
  const pane = recordPane();
  if (!pane) return;
  pane.tabIndex = -1;
  pane.focus();
}

export function isInRecord(): boolean {
  return recordPane()?.contains(document.activeElement) ?? false;
}

/** Starts editing one field in place. */
export function startField(name: 'assignee' | 'impact'): void {
  recordPane()?.querySelector<HTMLElement>(`[data-field="${name}"] .field__edit`)?.click();
}
