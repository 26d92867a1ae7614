/** `npm run sabotage [-- F14 … | unit | sync | e2e]`: takes laws away to see their tests fail. */
import { formatDuration, runMain, SentenceError } from '../../runtime/say.ts';
import { FAULTS, loadSabotages } from './registry.ts';
import { copyTree, trySabotages } from './run-sabotage.ts';

const PROJECTS = ['unit', 'sync', 'e2e'];

await runMain(async () => {
  const words = process.argv.slice(2);
  const unknown = words.filter((word) => !FAULTS.includes(word) && !PROJECTS.includes(word));
  if (unknown.length > 0) {
    throw new SentenceError(`${unknown.join(', ')} is no fault (F1 to F50) and no test project.`);
  }
  const faults = words.filter((word) => FAULTS.includes(word));
  const projects = words.filter((word) => PROJECTS.includes(word));
  const chosen = (await loadSabotages()).filter(
    ({ fault, project }) =>
      (faults.length === 0 || faults.includes(fault)) &&
      (projects.length === 0 || projects.includes(project)),
  );
  const copy = copyTree();
  try {
    print('| fault | what was broken | failed as it should |\n| --- | --- | --- |');
    const verdicts = await trySabotages(copy, chosen, ({ sabotage, problem, tookMs }) => {
      const answer = problem === null ? 'yes' : `NO: ${problem}`;
      print(`| ${sabotage.fault} | ${sabotage.breaks} | ${answer}, ${formatDuration(tookMs)} |`);
    });
    const unnoticed = verdicts.filter(({ problem }) => problem !== null).length;
    print(`\n${verdicts.length} sabotages, ${unnoticed} not noticed`);
    return unnoticed === 0 ? 0 : 1;
  } finally {
    copy.remove();
  }
});

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
