/** `system` follows the operating system, high contrast included. */
export type Theme = 'system' | 'light' | 'dark' | 'contrast-light' | 'contrast-dark';

const THEMES: readonly Theme[] = ['system', 'light', 'dark', 'contrast-light', 'contrast-dark'];

/** Paints this window in a theme at once. */
export function setTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === 'system') root.removeAttribute('data-theme');
  else root.setAttribute('data-theme', theme);
}

/** The theme of this window. */
export function currentTheme(): Theme {
  const name = document.documentElement.getAttribute('data-theme');
  return THEMES.find((theme) => theme === name) ?? 'system';
}
