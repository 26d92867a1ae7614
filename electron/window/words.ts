/** The few words the main process itself shows. */
export interface Words {
  readonly cut: string;
  readonly copy: string;
  readonly paste: string;
  readonly selectAll: string;
  readonly learnSpelling: string;
  readonly crashed: string;
  readonly crashedDetail: string;
  readonly loadAgain: string;
  readonly closeWindow: string;
}

const ENGLISH: Words = {
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  learnSpelling: 'Add to dictionary',
  crashed: 'This window stopped working twice in a row.',
  crashedDetail:
    'What you saved is on this machine and still there. Load the window again, or close it.',
  loadAgain: 'Load again',
  closeWindow: 'Close window',
};

const GERMAN: Words = {
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  learnSpelling: 'Zum Wörterbuch hinzufügen',
  crashed: 'Dieses Fenster ist zweimal hintereinander ausgefallen.',
  crashedDetail:
    'Was gespeichert war, liegt unverändert auf diesem Rechner. Laden Sie das Fenster neu oder schließen Sie es.',
  loadAgain: 'Neu laden',
  closeWindow: 'Fenster schließen',
};

/** @param locale as `app.getLocale()` gives it, e.g. `de-AT`. */
export function wordsFor(locale: string): Words {
  return locale.toLowerCase().startsWith('de') ? GERMAN : ENGLISH;
}
