import {
  Menu,
  app,
  type BrowserWindow,
  type ContextMenuParams,
  type MenuItemConstructorOptions,
} from 'electron';
import { wordsFor, type Words } from './words.ts';

/** What is read of the place somebody clicked at. */
export type ContextMenuPlace = Pick<
  ContextMenuParams,
  'isEditable' | 'selectionText' | 'editFlags' | 'misspelledWord' | 'dictionarySuggestions'
>;

/** What a menu of a text field can do with a misspelled word. */
export interface Spelling {
  readonly replace: (word: string) => void;
  readonly learn: (word: string) => void;
}

/** Entries for text under the pointer; none where there is nothing to do. */
export function contextMenuItems(
  place: ContextMenuPlace,
  words: Words,
  spelling: Spelling,
): MenuItemConstructorOptions[] {
  const items: MenuItemConstructorOptions[] = [];
  if (place.isEditable && place.misspelledWord !== '') {
    for (const word of place.dictionarySuggestions) {
      items.push({
        label: word,
        click: () => {
          spelling.replace(word);
        },
      });
    }
    items.push({
      label: words.learnSpelling,
      click: () => {
        spelling.learn(place.misspelledWord);
      },
    });
    items.push({ type: 'separator' });
  }
  const { canCut, canCopy, canPaste, canSelectAll } = place.editFlags;
  if (place.isEditable) {
    items.push({ label: words.cut, role: 'cut', enabled: canCut });
    items.push({ label: words.copy, role: 'copy', enabled: canCopy });
    items.push({ label: words.paste, role: 'paste', enabled: canPaste });
    items.push({ label: words.selectAll, role: 'selectAll', enabled: canSelectAll });
  } else if (place.selectionText.trim() !== '') {
    items.push({ label: words.copy, role: 'copy', enabled: canCopy });
  }
  return items;
}

/** Electron brings no menu for text fields; without one, spelling suggestions cannot be reached. */
export function addContextMenu(window: BrowserWindow): void {
  const { webContents } = window;
  webContents.on('context-menu', (_event, place) => {
    const items = contextMenuItems(place, wordsFor(app.getLocale()), {
      replace: (word) => {
        webContents.replaceMisspelling(word);
      },
      learn: (word) => {
        webContents.session.addWordToSpellCheckerDictionary(word);
      },
    });
    if (items.length > 0) Menu.buildFromTemplate(items).popup({ window });
  });
}
