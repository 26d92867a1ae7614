import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import {
  detectFormats,
  guessMapping,
  SURE_SCORE,
  type DetectedFormat,
} from '../../../../shared/import/detect-format.ts';
import { readMapping, type Mapping } from '../../../../shared/import/mapping.ts';
import { checkMapping, type ImportSettings } from '../../../../shared/import/prepare-import.ts';
import { presetOf, type PresetId } from '../../../../shared/import/presets.ts';
import { ImportFileError, type Said } from '../../../../shared/import/sentences.ts';
import { makeUlid } from '../../../../shared/model/ids.ts';
import type { ImportMapping } from '../../../../shared/model/policy.ts';
import { scopesOf } from '../../../../shared/policy/roles.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { walkImport, type EngineProgress, type ImportOutcome } from './import-engine.ts';
import { ImportRuns, isAnyUnderWay, newRun, whileUnderWay, type ImportRun } from './import-runs.ts';
import { saidText } from './import-words.ts';
import { readChosen, type ChosenFile } from './read-file.ts';

/** What is at hand on the page. */
export interface ImportDesk {
  readonly file: ChosenFile | null;
  /** Why the last file was not taken. */
  readonly problem: string | null;
  readonly formats: readonly DetectedFormat[];
  /** A preset, the id of a kept mapping, or nobody's. */
  readonly basis: string;
  readonly mapping: Mapping | null;
  readonly scope: string;
  readonly scopes: readonly string[];
  /** What has to be settled first. */
  readonly open: readonly Said[];
  readonly settings: ImportSettings | null;
  readonly dryRun: ImportOutcome | null;
  readonly result: { readonly run: ImportRun; readonly outcome: ImportOutcome } | null;
  readonly busy: 'read' | 'dry' | 'run' | null;
  readonly progress: EngineProgress | null;
  /** Why a run broke off; what it wrote stays, and the same file goes on from there. */
  readonly trouble: string | null;
  readonly startedAt: number;
  /** A run of this file that did not get to its end. */
  readonly unfinished: ImportRun | null;
  readonly runs: readonly ImportRun[];
  choose(file: File): void;
  close(): void;
  setBasis(basis: PresetId | 'other' | ImportMapping): void;
  setMapping(mapping: Mapping): void;
  setScope(scope: string): void;
  run(): void;
  cancel(): void;
  refreshRuns(): void;
}

const LOCAL_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;
/** After the last change of the mapping, ms. */
const DRY_RUN_AFTER_MS = 350;

function problemOf(error: unknown): string {
  if (error instanceof ImportFileError) return saidText(error.said);
  return t('The file could not be read: {{reason}}', { reason: (error as Error).message });
}

/** The runs of this machine, newest first. */
function useRuns(replica: Replica) {
  const store = useMemo(() => new ImportRuns(replica.local), [replica]);
  const [runs, setRuns] = useState<readonly ImportRun[]>([]);
  const refresh = useCallback(() => void store.list().then(setRuns), [store]);
  useEffect(refresh, [refresh]);
  return { store, runs, refresh };
}

function settingsOf(
  replica: Replica,
  file: ChosenFile | null,
  mapping: Mapping | null,
  scope: string,
): ImportSettings | null {
  if (!file || !mapping || scope === '') return null;
  const { matrix, people, places, catalog } = replica.reference.get();
  return {
    table: file.table,
    mapping,
    scope,
    matrix,
    reference: {
      people: [...people.values()],
      places: [...places.values()],
      catalog: [...catalog.values()],
    },
  };
}

function unfinishedOf(
  runs: readonly ImportRun[],
  file: ChosenFile,
  system: string,
  scope: string,
): ImportRun | null {
  const found = runs.find(
    (run) =>
      (run.status === 'running' || run.status === 'stopped') &&
      run.print === file.print &&
      run.scope === scope &&
      run.system === system,
  );
  return found ?? null;
}

/** The file, how it is read, and what came of it. */
export function useImport(): ImportDesk {
  const replica = useReplica();
  const { store, runs, refresh } = useRuns(replica);
  const scopes = useMemo(() => [...scopesOf(replica.session.roles)].sort(), [replica]);
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [basis, setBasisName] = useState('other');
  const [mapping, setMappingOnly] = useState<Mapping | null>(null);
  const [scope, setScope] = useState(scopes[0] ?? '');
  const [reading, setReading] = useState(false);
  const formats = useMemo(() => (file ? detectFormats(file.table.columns) : []), [file]);
  const settings = useMemo(
    () => settingsOf(replica, file, mapping, scope),
    [replica, file, mapping, scope],
  );
  const open = useMemo(
    () => (settings ? checkMapping(settings.table, settings.mapping) : []),
    [settings],
  );
  const walk = useWalk({
    replica,
    store,
    file,
    settings: open.length === 0 ? settings : null,
    refresh,
  });
  const { reset } = walk;
  const start = useCallback(
    (chosen: ChosenFile): void => {
      const [best] = detectFormats(chosen.table.columns);
      const preset = best && best.score >= SURE_SCORE ? best.preset : undefined;
      reset();
      setFile(chosen);
      setBasisName(preset?.id ?? 'other');
      setMappingOnly(guessMapping(chosen.table, preset, LOCAL_ZONE).mapping);
    },
    [reset],
  );
  const choose = useCallback(
    (given: File): void => {
      setProblem(null);
      setReading(true);
      readChosen(given)
        .then(start, (error: unknown) => setProblem(problemOf(error)))
        .finally(() => setReading(false));
    },
    [start],
  );
  const unfinished = mapping && file ? unfinishedOf(runs, file, mapping.system, scope) : null;
  return {
    file,
    problem,
    formats,
    basis,
    mapping,
    scope,
    scopes,
    open,
    settings,
    unfinished,
    runs,
    ...walk,
    busy: reading ? 'read' : walk.busy,
    choose,
    ...basisActs({ file, walk, reset, setFile, setBasisName, setMappingOnly, setScope }),
    refreshRuns: refresh,
  };
}

interface BasisWork {
  readonly file: ChosenFile | null;
  readonly walk: { cancel(): void };
  reset(): void;
  setFile(file: null): void;
  setBasisName(name: string): void;
  setMappingOnly(mapping: Mapping | null): void;
  setScope(scope: string): void;
}

/** What changes how the file is read; what was tried out before says nothing then. */
function basisActs(
  work: BasisWork,
): Pick<ImportDesk, 'close' | 'setBasis' | 'setMapping' | 'setScope'> {
  const { file, walk, reset, setFile, setBasisName, setMappingOnly, setScope } = work;
  return {
    close: () => {
      walk.cancel();
      reset();
      setFile(null);
      setMappingOnly(null);
    },
    setBasis: (next) => {
      if (!file) return;
      reset();
      if (typeof next === 'string') {
        setBasisName(next);
        setMappingOnly(guessMapping(file.table, presetOf(next), LOCAL_ZONE).mapping);
      } else {
        setBasisName(next.id);
        setMappingOnly(readMapping(next.mapping));
      }
    },
    setMapping: (next) => {
      reset();
      setMappingOnly(next);
    },
    setScope: (next) => {
      reset();
      setScope(next);
    },
  };
}

interface WalkWork {
  readonly replica: Replica;
  readonly store: ImportRuns;
  readonly file: ChosenFile | null;
  /** Null: something has to be settled first. */
  readonly settings: ImportSettings | null;
  refresh(): void;
}

/** Dry runs by themselves, and the run a person asks for. */
function useWalk({ replica, store, file, settings, refresh }: WalkWork) {
  const [dryRun, setDryRun] = useState<ImportOutcome | null>(null);
  const [result, setResult] = useState<ImportDesk['result']>(null);
  const [busy, setBusy] = useState<'dry' | 'run' | null>(null);
  const [progress, setProgress] = useState<EngineProgress | null>(null);
  const [startedAt, setStartedAt] = useState(0);
  const [trouble, setTrouble] = useState<string | null>(null);
  const stop = useRef<AbortController | null>(null);
  const begin = useCallback((kind: 'dry' | 'run'): AbortController => {
    stop.current?.abort();
    const mine = new AbortController();
    stop.current = mine;
    setBusy(kind);
    setProgress(null);
    setTrouble(null);
    setStartedAt(Date.now());
    return mine;
  }, []);
  const reset = useCallback(() => {
    setDryRun(null);
    setResult(null);
  }, []);
  useEffect(() => {
    if (!settings || dryRun || result) return undefined;
    const timer = setTimeout(() => {
      const mine = begin('dry');
      const work = { replica, settings, signal: mine.signal, onProgress: setProgress };
      void walkImport(work, null).then((outcome) => {
        if (stop.current !== mine || mine.signal.aborted) return;
        setDryRun(outcome);
        setBusy(null);
      });
    }, DRY_RUN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [settings, dryRun, result, replica, begin]);
  const isRunning = useRef(false);
  isRunning.current = busy === 'run';
  // What is being written goes on while people look at other screens.
  useEffect(
    () => () => {
      if (!isRunning.current) stop.current?.abort();
    },
    [],
  );
  const run = useCallback(() => {
    if (!settings || !file || isAnyUnderWay()) return;
    const mine = begin('run');
    void doRun(replica, store, file, settings, mine.signal, setProgress)
      .then(setResult, (error: unknown) => setTrouble((error as Error).message))
      .finally(() => {
        setBusy(null);
        refresh();
      });
  }, [settings, file, replica, store, refresh, begin]);
  const cancel = useCallback(() => {
    stop.current?.abort();
    setBusy((now) => (now === 'dry' ? null : now));
  }, []);
  return { dryRun, result, busy, progress, trouble, startedAt, run, cancel, reset };
}

async function doRun(
  replica: Replica,
  store: ImportRuns,
  file: ChosenFile,
  settings: ImportSettings,
  signal: AbortSignal,
  onProgress: (progress: EngineProgress) => void,
): Promise<{ readonly run: ImportRun; readonly outcome: ImportOutcome }> {
  const { system } = settings.mapping;
  const { scope } = settings;
  const ulid = (): string => makeUlid(replica.now(), Math.random);
  const before = await store.unfinished(file.print, system, scope);
  const startedAt = new Date(replica.now()).toISOString();
  const run =
    before ??
    newRun({ id: ulid(), fileName: file.name, print: file.print, system, scope, startedAt });
  await store.save({ ...run, status: 'running' });
  const label = t('Import of {{file}}', { file: file.name });
  const outcome = await whileUnderWay(run.id, () =>
    walkImport({ replica, settings, signal, onProgress }, { id: run.id, label, runs: store, ulid }),
  );
  const { counts, notes, noteCount, isComplete } = outcome;
  const done: ImportRun = {
    ...run,
    status: isComplete ? 'done' : 'stopped',
    counts,
    notes,
    noteCount,
  };
  await store.save(done);
  await store.prune();
  return { run: done, outcome };
}
