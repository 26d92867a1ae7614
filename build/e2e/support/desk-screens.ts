import { expect, type Locator, type Page } from '@playwright/test';
import { goTo, openByPalette, queue, queueRows, record, runByPalette } from './desk-work.ts';
import type { Screen } from './screens.ts';

/** Of the demo workspace. */
const MAJOR = 'No labels in any hall of Leipzig';
const PROPOSED = 'Voice picking drops out';
const ENDED_MAJOR = 'Warehouse management refuses all sign-ins';
const KNOWN_ERROR = 'Label templates lose their printer';
const ARTICLE = 'Camera is out of focus';
/** Was published twice. */
const VERSIONED = 'Asset tagging standard';

/** Each page of the settings: its name in the palette, its heading, and something to open on it. */
const SETTINGS: readonly (readonly [command: string, title: string, open?: string])[] = [
  ['templates', 'Templates', 'Laptop for a new colleague'],
  ['macros', 'Macros', 'Take it and say so'],
  ['texts to answer with', 'Texts', 'Solved, please confirm'],
  ['checklists', 'Checklists', 'Restore from backup'],
  ['assignment rules and skills', 'Assignment rules', 'Warehouse systems'],
  ['shifts, on call, absences', 'Shifts and on call', 'Field and endpoint'],
  ['announcements and outages', 'Announcements', 'Invoicing is down for its update'],
  ['priorities', 'Priorities'],
  ['states', 'States'],
  ['rules of the desk', 'Rules of the desk'],
  ['import tickets', 'Import'],
];

/** One of the pages of the dashboards, by its tab. */
async function showDashboard(page: Page, name: string): Promise<Locator> {
  await goTo(page, 'b');
  await page.getByRole('tab', { name, exact: true }).click();
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel.getByRole('table').first()).toBeVisible();
  return panel;
}

/** One of the pages of knowledge work, by its tab. */
async function showKnowledgeWork(page: Page, name: string): Promise<void> {
  await goTo(page, 'k');
  await expect(page.getByRole('searchbox', { name: 'Search articles' })).toBeVisible();
  await runByPalette(page, 'Knowledge work');
  await page.getByRole('tab', { name, exact: true }).click();
  // What is still to come stands there unseen.
  const panel = page.getByRole('tabpanel', { name });
  await expect(panel).toContainText(/\S/, { useInnerText: true });
}

/** A list of everything of a page of the settings. */
async function showSettings(page: Page, command: string, title: string): Promise<void> {
  await runByPalette(page, `Settings: ${command}`);
  await expect(page.getByRole('heading', { name: title, exact: true }).first()).toBeVisible();
}

async function showRecord(page: Page, title: string): Promise<void> {
  await openByPalette(page, title);
  await expect(record(page).getByRole('list', { name: 'Timeline' })).toBeVisible();
}

/** What an act of the record that is open asks. */
async function ask(page: Page, command: string, dialog: RegExp): Promise<Locator> {
  await runByPalette(page, command);
  const asked = page.getByRole('dialog', { name: dialog });
  await expect(asked).toBeVisible();
  return asked;
}

async function showArticle(page: Page, title: string): Promise<void> {
  await openByPalette(page, title);
  await expect(record(page).getByRole('heading', { level: 1, name: title })).toBeVisible();
}

/** The list of incidents with its first two rows chosen. */
async function chooseTwo(page: Page): Promise<void> {
  await goTo(page, 'i');
  await expect(queueRows(page).first()).toBeVisible();
  await queue(page).focus();
  for (const key of ['x', 'j', 'x']) await page.keyboard.press(key);
  await expect(page.getByRole('toolbar', { name: 'Selected tickets' })).toContainText('2 selected');
}

async function leaveChoice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Clear the selection' }).click();
}

const SETTINGS_SCREENS: readonly Screen[] = SETTINGS.flatMap(([command, title, open]) => [
  {
    name: `settings, ${title.toLowerCase()}`,
    show: (page: Page) => showSettings(page, command, title),
  },
  ...(open === undefined
    ? []
    : [
        {
          name: `settings, one of ${title.toLowerCase()}`,
          async show(page: Page) {
            await showSettings(page, command, title);
            await page.getByRole('main').getByText(open, { exact: true }).first().click();
            await expect(
              page.getByRole('main').getByRole('button', { name: /^(All|Back to the list)/ }),
            ).toBeVisible();
          },
        },
      ]),
]);

const RECORD_SCREENS: readonly Screen[] = [
  ...[
    { name: 'major incident', title: MAJOR },
    { name: 'major incident, proposed', title: PROPOSED },
    { name: 'problem, known error', title: KNOWN_ERROR },
  ].map(({ name, title }): Screen => ({ name, show: (page) => showRecord(page, title) })),
  {
    name: 'major incident, update',
    async show(page) {
      await showRecord(page, MAJOR);
      await ask(page, 'Log an update', /^Update on /);
    },
  },
  {
    name: 'major incident, roles',
    async show(page) {
      await showRecord(page, MAJOR);
      await ask(page, 'Roles and pace', /^Who does what in /);
    },
  },
  {
    name: 'major incident, review',
    async show(page) {
      await showRecord(page, ENDED_MAJOR);
      await record(page)
        .getByRole('button', { name: /^(Open|Write) the review/ })
        .click();
      await expect(page.getByRole('dialog', { name: /^Review of / })).toBeVisible();
    },
  },
  {
    name: 'problem, workaround sent',
    async show(page) {
      await showRecord(page, KNOWN_ERROR);
      await record(page).getByRole('button', { name: 'Send workaround…' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  },
  ...[
    { name: 'duplicate', command: 'Mark as duplicate of', dialog: /duplicate/i },
    { name: 'split', command: 'Split', dialog: /^Split / },
    {
      name: 'convert',
      command: 'Make a problem, change, request or article',
      dialog: /^Make something of /,
    },
    { name: 'watchers', command: 'Watchers…', dialog: /^Watchers of / },
    { name: 'approval', command: 'Ask for approval', dialog: /approval/i },
    { name: 'macro', command: 'Run a macro', dialog: /^Run a macro on / },
    { name: 'text', command: 'Insert a text', dialog: /^Insert a text$/ },
  ].map(({ name, command, dialog }): Screen => ({
    name: `incident, ${name}`,
    async show(page) {
      await showRecord(page, MAJOR);
      await ask(page, command, dialog);
    },
  })),
  {
    name: 'incident, checklist',
    async show(page) {
      await showRecord(page, PROPOSED);
      await runByPalette(page, 'Add a line to the checklist');
      await expect(page.getByRole('textbox', { name: 'New line of the checklist' })).toBeVisible();
    },
  },
];

const QUEUE_SCREENS: readonly Screen[] = [
  {
    name: 'incidents, columns',
    async show(page) {
      await goTo(page, 'i');
      await ask(page, 'Columns and groups', /^Columns and groups$/);
    },
  },
  {
    name: 'incidents, new view',
    async show(page) {
      await goTo(page, 'i');
      await ask(page, 'Save the list as a view', /^Save as a view$/);
    },
  },
  {
    name: 'incidents, two chosen',
    show: chooseTwo,
    leave: leaveChoice,
  },
  {
    name: 'incidents, edit two',
    async show(page) {
      await chooseTwo(page);
      await ask(page, 'Edit the selected tickets', /^Edit 2 tickets$/);
    },
    leave: leaveChoice,
  },
  {
    name: 'incidents, what would change',
    async show(page) {
      await chooseTwo(page);
      const dialog = await ask(page, 'Edit the selected tickets', /^Edit 2 tickets$/);
      await dialog.getByRole('combobox', { name: 'What is to be done?' }).selectOption('priority');
      await dialog.getByRole('combobox', { name: 'Urgency' }).selectOption('3');
      await dialog.getByRole('button', { name: 'Show what would change' }).click();
      await expect(page.getByRole('dialog', { name: /will change$/ })).toBeVisible();
    },
    leave: leaveChoice,
  },
];

const KNOWLEDGE_SCREENS: readonly Screen[] = [
  {
    name: 'new article',
    async show(page) {
      await goTo(page, 'k');
      await expect(page.getByRole('searchbox', { name: 'Search articles' })).toBeVisible();
      await runByPalette(page, 'New article');
      await expect(page.getByRole('main', { name: 'New article' })).toBeVisible();
    },
  },
  ...['Text', 'Preview', 'Details', 'Quality'].map((tab): Screen => ({
    name: `article editor, ${tab.toLowerCase()}`,
    async show(page) {
      await showArticle(page, ARTICLE);
      await page.getByRole('button', { name: /^Edit( E)?$/ }).click();
      await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(ARTICLE);
      const choice = page.getByRole('tab', { name: new RegExp(`^${tab}`) });
      // Wide, the text stands beside the other three.
      if (await choice.isVisible()) await choice.click();
    },
  })),
  {
    name: 'article versions, compared',
    async show(page) {
      await showArticle(page, VERSIONED);
      await runByPalette(page, 'Versions');
      const drawer = page.getByRole('dialog', { name: 'Versions' });
      await drawer.getByRole('button', { name: 'Compare with now' }).last().click();
      await expect(drawer.getByRole('group', { name: 'Text side by side' })).toBeVisible();
    },
  },
  ...['Reviews and reminders', 'What readers say', 'Gaps', 'Broken links', 'Import and export'].map(
    (name): Screen => ({
      name: `knowledge work, ${name.toLowerCase()}`,
      async show(page) {
        await showKnowledgeWork(page, name);
        const all = page.getByRole('radio', { name: /^Everybody/ });
        if (await all.isVisible()) await all.check();
      },
    }),
  ),
];

/** What agents and managers of the desk see beside records and lists. */
export const DESK_SCREENS: readonly Screen[] = [
  {
    name: 'desk',
    async show(page) {
      await goTo(page, 'h');
      await expect(page.getByRole('main', { name: 'My desk' })).toBeVisible();
    },
  },
  {
    name: 'search',
    async show(page) {
      await page.keyboard.press('Control+Shift+F');
      await page.getByRole('combobox', { name: 'Search everything' }).fill('camera');
      await expect(page.getByRole('main').getByRole('option').first()).toBeVisible();
    },
  },
  {
    name: 'search, how to write',
    async show(page) {
      await page.keyboard.press('Control+Shift+F');
      await page.getByRole('combobox', { name: 'Search everything' }).fill('');
    },
  },
  {
    name: 'problem candidates',
    async show(page) {
      await runByPalette(page, 'Problem candidates');
      await expect(page.getByRole('main').getByRole('listitem').first()).toBeVisible();
    },
  },
  ...RECORD_SCREENS,
  ...QUEUE_SCREENS,
  ...KNOWLEDGE_SCREENS,
  ...SETTINGS_SCREENS,
  ...['Backlog', 'Flow', 'Speed', 'Quality'].map((name): Screen => ({
    name: `dashboard, ${name.toLowerCase()}`,
    async show(page) {
      await showDashboard(page, name);
    },
  })),
  {
    name: 'dashboard, records',
    async show(page) {
      const panel = await showDashboard(page, 'Backlog');
      await panel
        .getByRole('button', { name: /^Total, Open: / })
        .first()
        .click();
      await expect(page.getByRole('dialog').getByRole('gridcell').first()).toBeVisible();
    },
  },
];
