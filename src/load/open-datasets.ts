import type { Config, DatasetConfig, DatasetRole, Scalar, SplitColumnConfig } from '../config/config.ts';
import { roleNames } from '../config/role-names.ts';
import type { Column } from '../engine/column.ts';
import { fn } from '../engine/dialect.ts';
import type { Engine, Opened } from '../engine/engine.ts';
import { EngineTable } from '../engine/engine-table.ts';
import { identifier, join, sql, type Value } from '../engine/sql.ts';
import { describeError, UserError } from '../errors.ts';
import { nearest } from '../text/did-you-mean.ts';

export interface OpenedDataset {
  readonly table: EngineTable;
  readonly config: DatasetConfig;
  readonly opened: Opened;
}

/**
 * Opens the data set of every role; one with a split column is cut by it.
 * @throws UserError with all that cannot be opened
 */
export async function openDatasets(config: Config, engine: Engine): Promise<OpenedDataset[]> {
  const { splitColumn, roles } = config;
  const whole = (Object.entries(roles) as [DatasetRole, string][]).filter(([, name]) => name !== splitColumn?.dataset);
  if (!splitColumn && !whole.length) {
    throw new UserError('no data to check', {
      hint: 'name it with --train and --test, or run `watertight init` to write a watertight.yaml',
    });
  }
  const cut = splitColumn ? [() => openCut(config, splitColumn, engine)] : [];
  return allOrErrors([
    ...cut,
    ...whole.map(
      ([role, name]) =>
        () =>
          openWhole(config, role, name, engine),
    ),
  ]);
}

async function openWhole(config: Config, role: DatasetRole, name: string, engine: Engine): Promise<OpenedDataset[]> {
  const dataset = datasetNamed(config, name);
  const opened = await open(engine, dataset, config.baseDirectory);
  const { relation, columns, rowNumber, part } = opened;
  return [{ config: dataset, opened, table: new EngineTable(engine, { name, role, relation, columns, rowNumber, part }) }];
}

/** One after the other; all that fail are told at once, so that nobody mends a configuration one path at a time. */
async function allOrErrors<T>(works: readonly (() => Promise<T[]>)[]): Promise<T[]> {
  const done: T[] = [];
  const errors: UserError[] = [];
  for (const work of works) {
    try {
      done.push(...(await work()));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors.push(error);
    }
  }
  if (errors.length > 1) throw new UserError(errors.map(describeError).join('; '));
  if (errors[0]) throw errors[0];
  return done;
}

const open = (engine: Engine, { path, format, options }: DatasetConfig, baseDirectory: string): Promise<Opened> =>
  engine.open({ location: path, format, options }, baseDirectory);

function datasetNamed({ datasets }: Config, name: string): DatasetConfig {
  const dataset = datasets.find((candidate) => candidate.name === name);
  if (dataset) return dataset;
  const close = nearest(
    name,
    datasets.map((candidate) => candidate.name),
  );
  throw new UserError(`there is no data set named ${name}`, close === undefined ? {} : { hint: `did you mean ${close}?` });
}

async function openCut(
  config: Config,
  { dataset: datasetName, column: name, roles }: SplitColumnConfig,
  engine: Engine,
): Promise<OpenedDataset[]> {
  const dataset = datasetNamed(config, datasetName);
  const opened = await open(engine, dataset, config.baseDirectory);
  const column = requireColumn(opened.columns, name, dataset.name);
  const values = (
    await engine.query(
      sql`SELECT DISTINCT ${fn.toText(identifier(name))} AS v FROM ${opened.relation} WHERE ${column} IS NOT NULL LIMIT 1000`,
    )
  ).map(({ v }) => String(v));
  const given = Object.keys(roles).length ? roles : rolesByName(values, name, dataset.name);
  const rest = opened.columns.filter((other) => other.name !== name);
  const list = join([
    ...rest.map((other) => identifier(other.name)),
    ...(opened.rowNumber ? [sql`${opened.rowNumber} AS ${identifier(ROW)}`] : []),
  ]);
  return (Object.entries(given) as [DatasetRole, readonly Scalar[]][]).map(([role, wanted]) => {
    const present = values.filter((value) => wanted.some((scalar) => sameValue(value, scalar)));
    if (!present.length) {
      throw new UserError(`no row of ${dataset.name} has ${name} = ${wanted.join(' or ')}, so there is no ${role} data`);
    }
    const match = join(
      present.map((value) => sql`${fn.toText(identifier(name))} = ${value as Value}`),
      ' OR ',
    );
    const table = new EngineTable(engine, {
      name: dataset.name,
      role,
      relation: sql`(SELECT ${list} FROM ${opened.relation} WHERE ${match})`,
      columns: rest,
      rowNumber: opened.rowNumber && identifier(ROW),
    });
    return { table, config: dataset, opened };
  });
}

const ROW = '__watertight_row';

function rolesByName(values: readonly string[], column: string, dataset: string): Partial<Record<DatasetRole, string[]>> {
  const found: Partial<Record<DatasetRole, string[]>> = {};
  for (const [role, names] of Object.entries(roleNames) as [DatasetRole, readonly string[]][]) {
    const matching = values.filter((value) => names.includes(value.trim().toLowerCase()));
    if (matching.length) found[role] = matching;
  }
  if (found.train) return found;
  throw new UserError(`the values of ${column} in ${dataset} do not say which rows are train and which are test`, {
    hint: 'say so in watertight.yaml: split: { dataset, column, train: […], test: […] }',
  });
}

const sameValue = (text: string, scalar: Scalar): boolean =>
  text === String(scalar) || (typeof scalar === 'number' && text.trim() !== '' && Number(text) === scalar);

/** @throws UserError with the nearest name when the column isn't there. */
export function requireColumn(columns: readonly Column[], name: string, dataset: string): Column {
  const column = columns.find((candidate) => candidate.name === name);
  if (column) return column;
  const close = nearest(
    name,
    columns.map((candidate) => candidate.name),
  );
  throw new UserError(`${dataset} has no column ${name}`, {
    hint:
      close === undefined
        ? `its columns are ${columns
            .map((c) => c.name)
            .slice(0, 20)
            .join(', ')}`
        : `did you mean ${close}?`,
  });
}
