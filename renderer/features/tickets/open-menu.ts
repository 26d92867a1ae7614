/** Opens the menu of a button as its keyboard would, so that focus moves into it. */
export function openMenu(button: HTMLButtonElement | null): void {
  if (!button) return;
  button.focus();
  button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
}
