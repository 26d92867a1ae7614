import { describe, expect, it, vi } from 'vitest';
import { contextMenuItems, type ContextMenuPlace } from './context-menu.ts';
import { menuTemplate } from './menu.ts';
import { wordsFor } from './words.ts';

vi.mock('electron', () => ({ Menu: {}, app: {} }));

describe('the application menu', () => {
  const roles = (platform: NodeJS.Platform, hasDevTools: boolean) =>
    JSON.stringify(menuTemplate(platform, hasDevTools));

  it('leaves Ctrl+W to the page, which closes a tab with it and not the window', () => {
    expect(roles('linux', true)).not.toMatch(/"close"|windowMenu|fileMenu/);
  });

  it('has zoom everywhere, and developer tools only where the console is not packaged', () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const) {
      expect(roles(platform, false)).toContain('zoomIn');
      expect(roles(platform, false)).not.toMatch(/toggleDevTools|"reload"/);
      expect(roles(platform, true)).toContain('toggleDevTools');
    }
  });

  it('can copy and paste on macOS, where only the menu gives these keys', () => {
    expect(roles('darwin', false)).toContain('editMenu');
  });
});

describe('the menu of a place in the page', () => {
  const flags = {
    canUndo: false,
    canRedo: false,
    canCut: true,
    canCopy: true,
    canPaste: true,
    canDelete: true,
    canSelectAll: true,
    canEditRichly: false,
  };
  const field: ContextMenuPlace = {
    isEditable: true,
    selectionText: '',
    editFlags: flags,
    misspelledWord: 'recieve',
    dictionarySuggestions: ['receive', 'relieve'],
  };
  const spelling = { replace: vi.fn(), learn: vi.fn() };
  const labels = (place: ContextMenuPlace, locale = 'en-GB') =>
    contextMenuItems(place, wordsFor(locale), spelling).map((item) => item.label ?? '-');

  it('offers spellings, and to learn the word', () => {
    expect(labels(field)).toEqual([
      'receive',
      'relieve',
      'Add to dictionary',
      '-',
      'Cut',
      'Copy',
      'Paste',
      'Select all',
    ]);
  });

  it('speaks German', () => {
    expect(labels({ ...field, misspelledWord: '' }, 'de-AT')).toEqual([
      'Ausschneiden',
      'Kopieren',
      'Einfügen',
      'Alles auswählen',
    ]);
  });

  it('offers to copy what is selected, and nothing where there is nothing', () => {
    const text = { ...field, isEditable: false };
    expect(labels({ ...text, selectionText: 'INC-1' })).toEqual(['Copy']);
    expect(labels(text)).toEqual([]);
  });
});
