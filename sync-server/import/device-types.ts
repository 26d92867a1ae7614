import type { Importer } from './import-file.ts';
import { RowBuilder, type ConvertedRow, type ImportSource } from './import-row.ts';
import { readJsonLines } from './read-rows.ts';
import { RowReader } from './read-value.ts';

const SOURCE: ImportSource = { system: 'devicetype-library', sinceMs: Date.UTC(2024, 0, 1) };
const KILOGRAMS: ReadonlyMap<string, number> = new Map([
  ['kg', 1],
  ['g', 0.001],
  ['lb', 0.453_592_37],
  ['oz', 0.028_349_523_125],
]);

const COUNTED_BY_TYPE = {
  interfaces: 'Interfaces',
  consolePorts: 'Console ports',
  powerOutlets: 'Power outlets',
} as const;
const COUNTED = {
  poeInterfaces: 'PoE interfaces',
  frontPorts: 'Front ports',
  moduleBays: 'Module bays',
  deviceBays: 'Device bays',
} as const;

type Attributes = Record<string, string | number | boolean>;

/** `{"rj-45": 2}` → `Console ports: rj-45` = 2. */
function portsOf(read: RowReader): Attributes {
  const attributes: Attributes = {};
  for (const [field, label] of Object.entries(COUNTED_BY_TYPE)) {
    for (const [type, count] of read.counts(field)) attributes[`${label}: ${type}`] = count;
  }
  for (const [field, label] of Object.entries(COUNTED)) {
    const count = read.optionalNumber(field);
    if (count !== undefined) attributes[label] = count;
  }
  const powerPorts = read.list('powerPorts').length;
  return powerPorts === 0 ? attributes : { ...attributes, 'Power ports': powerPorts };
}

function weightOf(read: RowReader): number | undefined {
  const weight = read.optionalNumber('weight');
  const unit = read.optionalText('weightUnit', 10);
  if (weight === undefined || unit === undefined) return undefined;
  const factor =
    KILOGRAMS.get(unit) ?? read.failAt('weightUnit', `is not known: "${unit}"; kg, g, lb, oz are`);
  return Math.round(weight * factor * 1000) / 1000;
}

function attributesOf(read: RowReader): Attributes {
  const airflow = read.optionalText('airflow', 60);
  const comments = read.optionalText('comments', 20_000);
  const isFullDepth = read.optionalFlag('isFullDepth');
  return {
    ...(isFullDepth === undefined ? {} : { 'Full depth': isFullDepth }),
    ...(airflow ? { Airflow: airflow } : {}),
    ...portsOf(read),
    ...(comments ? { Comments: comments } : {}),
  };
}

function convert(row: number, value: unknown): ConvertedRow {
  const read = new RowReader(value, 'slug');
  const build = new RowBuilder(SOURCE);
  const slug = read.text('slug', 400);
  const partNumber = read.optionalText('partNumber', 120);
  const heightUnits = read.optionalNumber('uHeight');
  const weightKg = weightOf(read);
  const origin = { atMs: SOURCE.sinceMs, by: 'import' };
  const modelId = build.add(
    'catalog',
    slug,
    {
      kind: 'product-model',
      name: read.text('model', 200),
      manufacturer: read.text('manufacturer', 120),
      ...(partNumber ? { partNumber } : {}),
      ...(heightUnits === undefined ? {} : { heightUnits }),
      ...(weightKg === undefined ? {} : { weightKg }),
      attributes: attributesOf(read),
    },
    origin,
  );
  return build.finish(row, slug, modelId);
}

/** Makes and models of network and data-centre gear. */
export const deviceTypesImporter: Importer = {
  kind: 'device-types',
  summary: 'Makes and models of gear (JSON Lines).',
  rows: readJsonLines,
  converter: async () => convert,
};
