import { parseUrl } from './parse-url.ts';

const SCHEME = 'outpost:';
const RECORD_ID = /^[a-z]{2,20}(?::[0-9A-Za-z]{1,40}){1,3}$/;
const ROUTE = /^\/(?!\/)[\w\-.~:@!$'()*+,;=/?&%]*$/;
const LONGEST_ROUTE = 512;

/** Whether a text may be shown as a route of the console, such as `/incidents/ticket:01…`. */
export function isRoute(text: string): boolean {
  return (
    text.length <= LONGEST_ROUTE &&
    ROUTE.test(text) &&
    !text.includes('..') &&
    !/^\/couch(?:[/?]|$)/i.test(text)
  );
}

/**
 * The route of a link from outside: `outpost://record/ticket:01…` becomes `/record/ticket:01…`.
 * Null for anything else: what comes from outside may show a record and do nothing more.
 */
export function routeOfDeepLink(link: string): string | null {
  const url = parseUrl(link);
  if (url?.protocol !== SCHEME || url.host !== 'record') return null;
  const id = url.pathname.slice(1);
  return RECORD_ID.test(id) ? `/record/${id}` : null;
}

/** The route of the first deep link among the arguments of a start, if there is one. */
export function routeOfArguments(argv: readonly string[]): string | null {
  const link = argv.find((argument) => argument.startsWith('outpost://'));
  return link === undefined ? null : routeOfDeepLink(link);
}
