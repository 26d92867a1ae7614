import type { CollectionName } from '../../../shared/model/ids.ts';
import type { QueueTrouble } from '../../blobs/blob-state.ts';
import type { TrustedTimeSnapshot } from '../../replica/trusted-time.ts';
import type { SyncQuestion, SyncStatus } from '../../sync/sync-status.ts';
import { formatDuration, formatNumber } from '../../ui/format.ts';
import { msg, t } from '../../ui/i18n.ts';
import { databaseName } from './database-name.ts';

/** What a person can do about a situation, beside reading it. */
export type SituationAct =
  | { readonly kind: 'answer'; readonly questionId: string; readonly answer: 'apply' | 'keep' }
  | { readonly kind: 'sync-now' }
  | { readonly kind: 'save-unsent' };

export interface SituationButton {
  readonly label: string;
  readonly act: SituationAct;
  readonly main?: true;
  readonly danger?: true;
}

/** Something about sync that a person has to know: what happened, what is safe, what to do. */
export interface Situation {
  readonly id: string;
  readonly tone: 'info' | 'warning' | 'paused';
  readonly title: string;
  readonly happened: string;
  readonly safe: string;
  readonly todo: string;
  readonly buttons: readonly SituationButton[];
  /** Shown over every screen as well: work stands still until somebody looks. */
  readonly isUrgent: boolean;
  readonly at?: string;
}

/** All that the sentences are made from. */
export interface SituationFacts {
  readonly status: SyncStatus;
  readonly locale: string;
  /** Databases whose feed is read anew because the server was restored. */
  readonly rereading: readonly string[];
  /** Why the second copy of unsent work cannot be written, or null. */
  readonly vaultTrouble: string | null;
  /** Why no file is sent or fetched, or null. */
  readonly fileTrouble: QueueTrouble | null;
  readonly unsentCount: number;
  readonly trustedTime: TrustedTimeSnapshot;
}

/** A smaller difference hurts nobody; clocks of computers are this far apart. */
const CLOCK_LIMIT_MS = 2 * 60_000;

const lookAgain = (): SituationButton => ({
  label: t('Look again now'),
  act: { kind: 'sync-now' },
  main: true,
});
const saveUnsent = (): SituationButton => ({
  label: t('Save unsent work'),
  act: { kind: 'save-unsent' },
});

/** A feed that stands still because it asks something is no problem beside the question. */
function isAsked({ problem, questions }: SyncStatus): boolean {
  return questions.some(({ database }) => database === problem?.database);
}

function phaseSituation({ status, unsentCount }: SituationFacts): Situation | null {
  const common = { id: status.phase, at: status.since, happened: status.problem?.message ?? '' };
  const save = unsentCount > 0 ? [saveUnsent()] : [];
  switch (status.phase) {
    case 'stopped-identity':
      return {
        ...common,
        tone: 'warning',
        title: t('This is not the server this console knows'),
        safe: t(
          'Sync has stopped by itself. Nothing was sent, nothing was deleted, and everything on this machine can be used.',
        ),
        todo: t(
          'Check the address of the server, or ask whoever runs it. This console looks again every minute and goes on when it finds its own database.',
        ),
        buttons: [lookAgain(), ...save],
        isUrgent: true,
      };
    case 'captive-portal':
      return {
        ...common,
        tone: 'paused',
        title: t('This network wants a sign-in'),
        safe: t('Nothing of its page was taken for data. Your work is kept and will be sent.'),
        todo: t(
          'Open a page in your browser, sign in to the network, and come back. This console notices by itself.',
        ),
        buttons: [lookAgain()],
        isUrgent: false,
      };
    case 'signed-out':
      return {
        ...common,
        tone: 'warning',
        title: t('The server asks you to sign in again'),
        safe: t('You can go on working. What you do is kept here and sent after the sign-in.'),
        todo: t(
          'Sign out and in again with your present password. If the account is locked, wait ten minutes first: every further try makes the lock longer.',
        ),
        buttons: [lookAgain(), ...save],
        isUrgent: true,
      };
    case 'too-old':
      return {
        ...common,
        tone: 'warning',
        title: t('This console is too old to send'),
        safe: t('It still shows everything that is new. What you do is kept here and not sent.'),
        todo: t('Install the newer version. Unsent work is sent by it at its first start.'),
        buttons: save,
        isUrgent: true,
      };
    case 'error':
      if (isAsked(status)) return null;
      return {
        ...common,
        tone: 'warning',
        title: t('Sync has a problem'),
        safe: t('Your work is kept here. Nothing that was not stored counts as received.'),
        todo: t(
          'This console tries again by itself. If this machine has no room left, make some. If it goes on, show this to whoever runs the server.',
        ),
        buttons: [lookAgain(), ...save],
        isUrgent: false,
      };
    default:
      return null;
  }
}

const COLLECTION_WORDS: Readonly<Record<CollectionName, string>> = {
  tickets: msg('tickets'),
  entries: msg('timelines'),
  items: msg('configuration items'),
  relations: msg('relations'),
  articles: msg('articles'),
  catalog: msg('catalog'),
  policies: msg('settings'),
  people: msg('people'),
  places: msg('places'),
  audits: msg('audits'),
  scans: msg('scans'),
};

function removalSituation(
  question: Extract<SyncQuestion, { kind: 'mass-removal' }>,
  locale: string,
): Situation {
  const removed = formatNumber(locale, question.removed);
  const of = formatNumber(locale, question.of);
  const place = databaseName(question.database);
  const { id: questionId, isKept, askedAt, collection } = question;
  return {
    id: questionId,
    tone: 'warning',
    title: t('The server would take {{removed}} of {{of}} records away', { removed, of }),
    happened: t(
      '{{removed}} of {{of}} records ({{collection}}, {{place}}) are deleted on the server. That is more than anybody should lose without being asked.',
      { removed, of, collection: t(COLLECTION_WORDS[collection]), place },
    ),
    safe: isKept
      ? t('You kept yours. Nothing of {{place}} is received until you decide otherwise.', { place })
      : t('What is still here stays. Nothing of {{place}} is received until you decide.', {
          place,
        }),
    todo: t(
      'Ask whoever runs the server whether that was meant. If it was, apply it. If not, keep yours: it can then be brought back from this machine.',
    ),
    buttons: [
      {
        label: t('Apply the removal of {{removed}} of {{of}} records', { removed, of }),
        act: { kind: 'answer', questionId, answer: 'apply' },
        danger: true,
      },
      ...(isKept
        ? []
        : [
            {
              label: t('Keep mine'),
              act: { kind: 'answer', questionId, answer: 'keep' },
              main: true,
            } as const,
          ]),
    ],
    isUrgent: !isKept,
    at: askedAt,
  };
}

function wentBackSituation(
  question: Extract<SyncQuestion, { kind: 'server-went-back' }>,
  locale: string,
): Situation {
  const place = databaseName(question.database);
  const newer = formatNumber(locale, question.newerHere);
  const only = formatNumber(locale, question.onlyHere);
  const { id: questionId } = question;
  return {
    id: questionId,
    tone: 'warning',
    title: t('The server has less than this machine: {{place}}', { place }),
    happened: t(
      '{{newer}} records are newer here than on the server, and {{only}} are not on the server at all though they were sent. It was probably restored from a backup.',
      { newer, only },
    ),
    safe: t('What is here stays here, whatever you choose.'),
    todo: t(
      'Ask whoever runs the server. If it was restored, send what you wrote again: what the server does not have of it is put back.',
    ),
    buttons: [
      {
        label: t('Send mine again'),
        act: { kind: 'answer', questionId, answer: 'apply' },
        main: true,
      },
      {
        label: t('Leave it as it is'),
        act: { kind: 'answer', questionId, answer: 'keep' },
      },
    ],
    isUrgent: true,
    at: question.askedAt,
  };
}

function clockSituation({ trustedTime }: SituationFacts): Situation | null {
  const { offsetMs: offset, reason } = trustedTime;
  if (reason === 'jump') return jumpSituation();
  if (Math.abs(offset) < CLOCK_LIMIT_MS) return null;
  const time = formatDuration(offset);
  return {
    id: 'clock',
    tone: 'info',
    title: t('The clock of this machine is wrong by {{time}}', { time }),
    happened:
      offset > 0
        ? t('It is {{time}} behind the server’s.', { time })
        : t('It is {{time}} ahead of the server’s.', { time }),
    safe: t(
      'Nothing is lost or wrong by it: times are corrected, and what is written here carries the server’s time.',
    ),
    todo: t('Set the clock of this machine, best by letting the system set it.'),
    buttons: [lookAgain()],
    isUrgent: false,
  };
}

function jumpSituation(): Situation {
  return {
    id: 'clock',
    tone: 'info',
    title: t('The clock of this machine was set'),
    happened: t('It jumped since the last contact with the server.'),
    safe: t(
      'Nothing is lost by it. Time goes on as it did before; service levels are provisional until the next contact.',
    ),
    todo: t('Nothing. The next contact with the server settles it.'),
    buttons: [lookAgain()],
    isUrgent: false,
  };
}

function rereadSituation(databases: readonly string[]): Situation {
  const places = databases.map(databaseName).join(', ');
  return {
    id: 'restored',
    tone: 'info',
    title: t('The server was restored from a backup: {{places}}', { places }),
    happened: t('Whoever runs it said so. Everything is being compared with it anew.'),
    safe: t(
      'Nothing newer on this machine is overwritten. What you wrote and the server lost is sent again by itself.',
    ),
    todo: t('Nothing. You can go on working.'),
    buttons: [],
    isUrgent: false,
  };
}

function lostScopeSituation(scope: string): Situation {
  return {
    id: `lost-scope:${scope}`,
    tone: 'warning',
    title: t('You may no longer use {{scope}}', { scope: databaseName(scope) }),
    happened: t(
      'Somebody took this scope away from you while you had work in it that was not sent.',
    ),
    safe: t('What you had not sent is kept here and listed below, and you can save it to a file.'),
    todo: t('Ask whoever gives out rights. If you get the scope back, it is sent by itself.'),
    buttons: [{ ...saveUnsent(), main: true }],
    isUrgent: false,
  };
}

function vaultSituation(reason: string): Situation {
  return {
    id: 'vault-trouble',
    tone: 'warning',
    title: t('The second copy of unsent work cannot be written'),
    happened: t('This machine said: {{reason}}', { reason }),
    safe: t(
      'Your work is stored as ever. Only the copy beside it, for the case that it breaks, is old.',
    ),
    todo: t('Make room on the disk. Until then, save unsent work to a file now and then.'),
    buttons: [{ ...saveUnsent(), main: true }],
    isUrgent: false,
  };
}

/** Without a network or a sign-in, tickets stand still as well, and one of the others says so. */
function fileSituation({ fileTrouble, status }: SituationFacts): Situation | null {
  if (!fileTrouble || status.phase === 'stopped-identity') return null;
  const { code, message } = fileTrouble;
  if (code !== 'no-room' && code !== 'no-database') return null;
  const isFull = code === 'no-room';
  return {
    id: 'file-trouble',
    tone: 'warning',
    title: isFull
      ? t('The server has no room left for files')
      : t('The server is not prepared for files'),
    happened: t('The server said: {{reason}}', { reason: message }),
    safe: t(
      'Files you attached are kept on this machine. Everything else is sent and received as ever.',
    ),
    todo: isFull
      ? t(
          'Tell whoever runs the server that its disk is full. With room, files go on by themselves.',
        )
      : t('Ask whoever runs the server to prepare it for files. They go on by themselves then.'),
    buttons: [lookAgain()],
    isUrgent: false,
  };
}

/** Files wait for a scope although their entries are sent, so nothing of them is in the outbox. */
function lostFilesSituation(scope: string): Situation {
  return {
    id: `lost-files:${scope}`,
    tone: 'warning',
    title: t('Files of {{scope}} are not sent', { scope: databaseName(scope) }),
    happened: t('Somebody took this scope away from you before your files were on the server.'),
    safe: t('Files you attached there are kept on this machine.'),
    todo: t(
      'Ask whoever gives out rights. If you get the scope back, they are sent by themselves.',
    ),
    buttons: [],
    isUrgent: false,
  };
}

/** Everything about sync that a person has to know now, the most pressing first. */
export function situationsOf(facts: SituationFacts): readonly Situation[] {
  const { status, locale, rereading, vaultTrouble } = facts;
  const questions = status.questions.map((question) =>
    question.kind === 'mass-removal'
      ? removalSituation(question, locale)
      : wentBackSituation(question, locale),
  );
  return [
    phaseSituation(facts),
    ...questions,
    vaultTrouble === null ? null : vaultSituation(vaultTrouble),
    fileSituation(facts),
    ...status.lostScopes.map(lostScopeSituation),
    ...(facts.fileTrouble?.scopes ?? []).map(lostFilesSituation),
    clockSituation(facts),
    rereading.length > 0 ? rereadSituation(rereading) : null,
  ].filter((situation) => situation !== null);
}
