/**
 * Put on an element that answers Escape itself (a field being edited, an open list), so that the
 * drawer or dialog around it stays open for that key press.
 */
export const OWNS_ESCAPE = { 'data-owns-escape': '' } as const;

/** For `onEscapeKeyDown` of layers: the innermost thing gets the key. */
export function leaveEscapeToInner(event: KeyboardEvent): void {
  const { target } = event;
  if (target instanceof Element && target.closest('[data-owns-escape]') !== null) {
    event.preventDefault();
  }
}
