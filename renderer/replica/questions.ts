import { removalsIn } from './brake.ts';
import { onChanges } from './changes.ts';
import { answerWentBack } from './drift.ts';
import type { LocalDocument } from './local-documents.ts';
import type { PulledChange } from './outbox-row.ts';
import type { ReplicaParts } from './replica-parts.ts';
import type { BrakeDocument, QuestionDocument, SyncAnswer, SyncQuestion } from './sync-question.ts';
import { brakeId, questionId } from './sync-question.ts';

/** What only a person decides, as sync sees it. */
export interface QuestionPort {
  list(): Promise<readonly SyncQuestion[]>;
  /** Asks, or says it with newer figures; an answer that was given stays, and ends the asking. */
  ask(question: SyncQuestion): Promise<void>;
  /** Of any window. `mass-removal`: `apply` lets that catch-up through, `keep` leaves the feed standing. */
  answer(id: string, answer: SyncAnswer): Promise<void>;
  /** Fires when a question was asked or answered, in other windows too. */
  onChange(listener: () => void): () => void;
  /** How many documents further pages of a feed would take away. */
  removalsIn(changes: readonly PulledChange[]): Promise<Readonly<Record<string, number>>>;
}

async function ask({ local }: ReplicaParts, question: SyncQuestion): Promise<void> {
  const id = questionId(question.id);
  const brake = await local.get<BrakeDocument>(brakeId(question.database));
  // Answered while the pages ahead were counted.
  if (question.kind === 'mass-removal' && brake?.isReleased) return;
  const present = (await local.get<QuestionDocument>(id))?.question;
  const kept = present?.kind === 'mass-removal' && present.isKept ? { isKept: true as const } : {};
  const asked = { ...question, ...kept, askedAt: present?.askedAt ?? question.askedAt };
  if (JSON.stringify(asked) === JSON.stringify(present)) return;
  const { database } = question;
  await local.put([{ id, kind: 'question', database, question: asked }]);
}

async function answerRemoval(
  { local, context }: ReplicaParts,
  question: Extract<SyncQuestion, { kind: 'mass-removal' }>,
  answer: SyncAnswer,
): Promise<void> {
  const { database } = question;
  const id = questionId(question.id);
  if (answer === 'keep') {
    const kept: SyncQuestion = { ...question, isKept: true };
    await local.put([{ id, kind: 'question', database, question: kept }]);
    return;
  }
  const released: BrakeDocument = {
    id: brakeId(database),
    kind: 'brake',
    database,
    since: context().now,
    removed: {},
    of: {},
    isReleased: true,
  };
  await local.change({ put: [released], remove: [id] });
}

async function answer(parts: ReplicaParts, id: string, said: SyncAnswer): Promise<void> {
  const found = await parts.local.get<QuestionDocument>(questionId(id));
  if (!found) return;
  const { question } = found;
  if (question.kind === 'mass-removal') await answerRemoval(parts, question, said);
  else await answerWentBack(parts, question.database, said === 'apply');
}

/** What of the replica questions to a person need. */
export function createQuestionPort(parts: ReplicaParts): QuestionPort {
  const { local, exclusive, database } = parts;
  return {
    async list() {
      const documents = await local.list<QuestionDocument>('question');
      return documents.map(({ question }) => question);
    },
    ask: (question) => exclusive(() => ask(parts, question)),
    answer: (id, said) => exclusive(() => answer(parts, id, said)),
    onChange: (listener) =>
      onChanges<LocalDocument>(database.local, ({ written, removed }) => {
        const isAbout = (id: string): boolean => /^(question|equality):/.test(id);
        if (written.some(({ id }) => isAbout(id)) || removed.some(isAbout)) listener();
      }),
    removalsIn: async (changes) => Object.fromEntries(await removalsIn(parts, changes)),
  };
}
