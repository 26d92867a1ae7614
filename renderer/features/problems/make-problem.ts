import type { Candidate } from '../../../shared/desk/candidate-evidence.ts';
import type { ItemId, PlaceId } from '../../../shared/model/ids.ts';
import type { Incident, Level } from '../../../shared/model/ticket.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import { createProblemOf, takeBackProblem } from '../../../shared/workflow/problem-acts.ts';
import type { Problem } from '../../../shared/model/ticket.ts';
import type { Replica } from '../../replica/replica.ts';
import { t } from '../../ui/i18n.ts';
import { offerUndo } from '../../ui/undo.ts';

export interface ProblemDraft {
  readonly title: string;
  readonly description: string;
}

function worst(levels: readonly Level[]): Level {
  return levels.reduce<Level>((least, level) => (level < least ? level : least), 3);
}

/** Why something was not done, as a sentence. */
function failureOf(error: unknown): string {
  if (error instanceof CommandError) return t(error.message);
  const reason = error instanceof Error ? error.message : String(error);
  return t('This could not be stored: {{reason}}', { reason });
}

async function takeBack(
  replica: Replica,
  problemId: string,
  incidents: readonly Incident[],
  words: string,
): Promise<string | undefined> {
  try {
    const problem = (await replica.get('tickets', problemId)) as Problem | null;
    if (!problem) return t('The ticket is no longer here.');
    const all = await replica.relationsOf(problemId);
    const relations = all.filter(({ type, toId }) => type === 'caused-by' && toId === problemId);
    const mayRemove = mayWrite(replica.session.roles, 'tickets', 'remove');
    await replica.run(
      (context) => takeBackProblem({ problem, relations, incidents }, mayRemove, context),
      t('Take back: {{act}}', { act: words }),
    );
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** Makes a problem of a candidate; returns its id, or the sentence that says why not. */
export async function makeProblem(
  replica: Replica,
  candidate: Candidate,
  draft: ProblemDraft,
): Promise<{ readonly id: string } | { readonly said: string }> {
  try {
    const found = await replica.getMany('tickets', candidate.incidentIds);
    const incidents = found.filter((each) => each.kind === 'incident' && !each.removedAt);
    const [first] = incidents as readonly Incident[];
    if (first === undefined) return { said: t('The ticket is no longer here.') };
    if (draft.title.trim() === '') return { said: t('Give the ticket a title.') };
    const number = await replica.takeNumber('PRB');
    const words = t('Problem {{number}} made of {{count}} incidents', {
      number,
      count: incidents.length,
    });
    const { category, subcategory, siteId, item } = candidate;
    let made: Problem | undefined;
    await replica.run((context) => {
      const { result, problem } = createProblemOf(
        {
          ...draft,
          number,
          scope: first.scope,
          incidents: incidents as readonly Incident[],
          impact: worst(incidents.map(({ impact }) => impact)),
          urgency: worst(incidents.map(({ urgency }) => urgency)),
          origin: first.origin,
          ...(category === null ? {} : { category }),
          ...(subcategory === null ? {} : { subcategory }),
          ...(siteId === null ? {} : { siteId: siteId as PlaceId }),
          ...(item === null ? {} : { itemId: item.id as ItemId }),
        },
        context,
      );
      made = problem;
      return result;
    }, words);
    const { id } = made!;
    offerUndo({
      text: words,
      undo: () => takeBack(replica, id, incidents as readonly Incident[], words),
    });
    return { id };
  } catch (error) {
    return { said: failureOf(error) };
  }
}
