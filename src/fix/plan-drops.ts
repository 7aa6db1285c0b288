import { factsFor } from '../check/context.ts';
import type { RuleEntry } from '../check/registry.ts';
import { subjectsFor } from '../check/subjects.ts';
import type { Column } from '../engine/column.ts';
import { type Relation, type Sql, sql } from '../engine/sql.ts';
import type { Table } from '../engine/table.ts';
import { UserError } from '../errors.ts';
import type { Dataset, Workspace } from '../load/workspace.ts';
import type { ReportFinding } from '../report/schema.ts';
import { isSameSubject } from '../report/subject-text.ts';
import { remedies } from './remedies.ts';
import type { Remedy, Scene } from './remedy.ts';

export type Side = 'held-out' | 'fit';

/** Rows of one data set to drop for one rule: their positions `n`, counted from 0, each once. */
export interface Drop {
  readonly rule: string;
  readonly dataset: Dataset;
  readonly rows: Relation;
}

export interface DropPlan {
  readonly drops: readonly Drop[];
  /** Findings that dropping rows does not mend. */
  readonly without: readonly ReportFinding[];
}

/** For each finding, the rows whose loss makes it go away. @throws UserError where the positions of rows are not known */
export async function planDrops(
  workspace: Workspace,
  findings: readonly ReportFinding[],
  rules: readonly RuleEntry[],
  side: Side,
  now: Date,
): Promise<DropPlan> {
  const drops: Drop[] = [];
  const without: ReportFinding[] = [];
  for (const finding of findings) {
    const remedy = remedies.get(finding.rule);
    const entry = rules.find(({ id }) => id === finding.rule);
    const found = remedy && entry ? await dropsFor(finding, remedy, entry, workspace, side, now) : [];
    drops.push(...found);
    if (!found.length) without.push(finding);
  }
  return { drops, without };
}

async function dropsFor(
  finding: ReportFinding,
  remedy: Remedy,
  entry: RuleEntry,
  workspace: Workspace,
  side: Side,
  now: Date,
): Promise<Drop[]> {
  const instance = subjectsFor(entry, workspace).find(({ subject }) =>
    isSameSubject({ ...subject, columns: [] }, finding.subject as never),
  );
  const known = instance && factsFor(entry, instance, workspace);
  if (!instance || !known || 'lacks' in known) return [];
  const { inputs, declared } = known.facts as unknown as { inputs: Column[]; declared: { time?: Column; entity: Column[] } };
  const scene: Scene = {
    finding,
    inputs,
    entity: declared.entity,
    ...(declared.time && { time: declared.time }),
    ...target(instance.tables, workspace),
    ...(workspace.horizon && { horizon: workspace.horizon.micros }),
    now,
  };
  const { fit, heldOut, table } = instance.tables;
  const [of, other] =
    remedy.side === 'table' ? [table!, table!] : side === 'fit' || remedy.side === 'fit' ? [fit!, heldOut!] : [heldOut!, fit!];
  const drops: Drop[] = [];
  for (const dataset of workspace.datasets.filter((one) => of.role.split('+').includes(one.table.role))) {
    const statement = await remedy.rows(numbered(dataset.table), other, scene, { fit: fit ?? of, heldOut: heldOut ?? of });
    if (statement) drops.push({ rule: remedy.rule, dataset, rows: await kept(dataset.table, statement) });
  }
  return drops;
}

const kept = (table: Table, statement: Sql): Promise<Relation> =>
  table.materialize(sql`SELECT DISTINCT n FROM (${statement}) AS found`);

function target(tables: Readonly<Record<string, Table>>, workspace: Workspace): Pick<Scene, 'target'> {
  const column = workspace.target && Object.values(tables)[0]?.column(workspace.target.name);
  return column ? { target: column } : {};
}

function numbered(table: Table): Table {
  if (table.rowNumber) return table;
  throw new UserError(`the positions of rows in ${table.name} are not known, so none can be dropped`, {
    hint: 'give it as one file whose columns are not named file_row_number or rowid',
  });
}
