import type { Column } from '../engine/column.ts';
import { EngineTable } from '../engine/engine-table.ts';
import type { Table } from '../engine/table.ts';
import type { Workspace } from '../load/workspace.ts';
import type { RuleEntry } from './registry.ts';
import type { ColumnRole, Need } from './rule.ts';
import type { SubjectInstance } from './subjects.ts';

type Declared = Record<string, unknown> & { readonly entity: readonly Column[]; readonly id: readonly Column[] };

/** The part of a rule's context that the workspace decides. */
export interface Facts extends Record<string, unknown> {
  readonly tables: Readonly<Record<string, Table>>;
  readonly peers?: readonly Table[] | undefined;
}

/** What the workspace has for a rule on one of its subjects, or what it lacks. */
export function factsFor(
  rule: RuleEntry,
  instance: SubjectInstance,
  workspace: Workspace,
): { readonly facts: Facts } | { readonly lacks: string } {
  const declared = declaredIn(instance, workspace);
  if (instance.lacks !== undefined) return { lacks: instance.lacks };
  const met: Record<Need, unknown> = {
    target: declared.target,
    time: declared.time,
    entity: declared.entity.length ? declared.entity : undefined,
    id: declared.id.length ? declared.id : undefined,
    horizon: workspace.horizon,
    strategy: workspace.strategy,
    features: workspace.features.size ? workspace.features : undefined,
    version: instance.dataset?.version ?? undefined,
    versioning: instance.dataset?.versioning,
    log: instance.dataset?.log,
    // Read when a rule needs them.
    get stages() {
      return workspace.repository?.stages;
    },
    get revisions() {
      return workspace.repository?.revisions;
    },
  };
  const unmet = rule.needs.filter((need) => met[need] === undefined);
  if (unmet.length) return { lacks: `needs ${unmet.map((need) => describe(need, instance, workspace)).join(', ')}` };
  const roleOf = columnRoles(workspace);
  return {
    facts: {
      ...Object.fromEntries(rule.needs.map((need) => [need, met[need]])),
      ...instance.given,
      tables: instance.tables,
      peers: instance.peers,
      declared,
      inputs: instance.columns.filter(({ name }) => roleOf(name) === 'feature'),
      inferredIds: instance.columns.filter(({ name }) => workspace.inferredIds.includes(name)),
      columnRole: roleOf,
    },
  };
}

/** The facts with tables whose statements end when the signal says so. */
export function boundTo(signal: AbortSignal, { tables, peers, ...facts }: Facts): Record<string, unknown> {
  const bind = (table: Table): Table => (table instanceof EngineTable ? table.bind(signal) : table);
  return {
    ...facts,
    ...Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, bind(table)])),
    ...(peers && { peers: peers.map(bind) }),
    signal,
  };
}

function declaredIn({ columns }: SubjectInstance, workspace: Workspace): Declared {
  const find = (name: string | undefined) => columns.find((column) => column.name === name);
  const all = (names: readonly string[]) => names.flatMap((name) => find(name) ?? []);
  const time = find(workspace.time);
  return {
    ...(workspace.target && find(workspace.target.name) && { target: workspace.target }),
    ...(time && { time }),
    entity: all(workspace.entity),
    id: all(workspace.id),
    ...(workspace.strategy && { strategy: workspace.strategy }),
    ...(workspace.horizon && { horizon: workspace.horizon }),
    ...(workspace.preprocessing && { preprocessing: workspace.preprocessing }),
    features: workspace.features,
  };
}

function columnRoles(workspace: Workspace): (name: string) => ColumnRole {
  const roles = new Map<string, ColumnRole>();
  const add = (role: ColumnRole, ...names: readonly (string | undefined)[]) => {
    for (const name of names) if (name !== undefined && !roles.has(name)) roles.set(name, role);
  };
  add('target', workspace.target?.name);
  add('time', workspace.time);
  add('split', workspace.splitColumn);
  add('entity', ...workspace.entity);
  add('id', ...workspace.id);
  add('row-id', ...workspace.inferredIds);
  add('known-at', ...[...workspace.features.values()].map(({ knownAt }) => knownAt));
  return (name) => roles.get(name) ?? 'feature';
}

function describe(need: Need, { tables }: SubjectInstance, workspace: Workspace): string {
  if (need === 'revisions') return '`--rev`';
  if (need === 'log') return 'a feature log of Feast as serving data';
  if (need === 'versioning') return 'data in a DVC repository';
  if (need === 'stages') return `stages that can be read: ${workspace.repository?.problem?.message ?? 'there are none'}`;
  const column = need === 'target' ? workspace.target?.name : need === 'time' ? workspace.time : undefined;
  if (column === undefined) return `\`${need}\``;
  const without = Object.values(tables).find((table) => !table.column(column));
  return without ? `\`${need}\` in ${without.role} data` : `\`${need}\` of one type`;
}
