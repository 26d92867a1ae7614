import { renderToStaticMarkup } from 'react-dom/server';
import { createElement } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { currentLocale, initI18n, t, tRich } from './i18n.ts';

afterEach(() => initI18n('en'));

const TICKETS = '{{count}} open tickets';
const catalogues = [
  {
    en: { [`${TICKETS}_one`]: '{{count}} open ticket', [`${TICKETS}_other`]: TICKETS },
    de: {
      [`${TICKETS}_one`]: '{{count}} offenes Ticket',
      [`${TICKETS}_other`]: '{{count}} offene Tickets',
      'merged {{record}} into this': 'hat {{record}} hier eingefügt',
      'Yes: no. Perhaps': 'Ja: nein. Vielleicht',
    },
  },
];

describe('texts', () => {
  it('are the English sentence where no translation is known', () => {
    initI18n('de', catalogues);
    expect(t('A sentence: with dots. And {{what}}', { what: 'more' })).toBe(
      'A sentence: with dots. And more',
    );
    expect(t('Yes: no. Perhaps')).toBe('Ja: nein. Vielleicht');
  });

  it('know one from many', () => {
    initI18n('en', catalogues);
    expect(t(TICKETS, { count: 1 })).toBe('1 open ticket');
    expect(t(TICKETS, { count: 0 })).toBe('0 open tickets');
    initI18n('de-AT', catalogues);
    expect(t(TICKETS, { count: 1 })).toBe('1 offenes Ticket');
    expect(currentLocale()).toBe('de-AT');
  });

  it('show what people typed as they typed it', () => {
    expect(t('Hello {{name}}', { name: '<b>$t(x) & {{count}}</b>' })).toBe(
      'Hello <b>$t(x) & {{count}}</b>',
    );
  });

  it('put elements in the places that the language wants', () => {
    initI18n('de', catalogues);
    const node = tRich('merged {{record}} into this', {
      record: createElement('a', null, 'INC-1'),
    });
    expect(renderToStaticMarkup(node)).toBe('hat <a>INC-1</a> hier eingefügt');
  });

  it('survive a locale that Intl does not know', () => {
    initI18n('C.UTF-8');
    expect(() => new Intl.NumberFormat(currentLocale()).format(1)).not.toThrow();
    initI18n('de_DE.UTF-8');
    expect(currentLocale()).toBe('de-DE');
    initI18n('');
    expect(currentLocale()).toBe('en');
  });
});
