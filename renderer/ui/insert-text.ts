/**
 * Puts text in the place of what stands between two offsets of a text box, and the caret behind
 * it. It goes through the box's own editing, so that Ctrl+Z takes it back.
 *
 * @param place Offsets in UTF-16 units from the start.
 * @param onChange Called with the whole text where the box cannot do it itself.
 */
export function insertText(
  area: HTMLTextAreaElement | HTMLInputElement,
  [from, to]: readonly [number, number],
  text: string,
  onChange: (whole: string) => void,
): void {
  area.focus();
  area.setSelectionRange(from, to);
  const whole = `${area.value.slice(0, from)}${text}${area.value.slice(to)}`;
  if (!document.execCommand('insertText', false, text)) onChange(whole);
  const caret = from + text.length;
  requestAnimationFrame(() => area.setSelectionRange(caret, caret));
}
