import type { Column } from '../engine/column.ts';
import { EngineTable } from '../engine/engine-table.ts';
import type { Table } from '../engine/table.ts';
import type { Workspace } from '../load/workspace.ts';
import type { RuleEntry } from './registry.ts';
import type { ColumnRole, Need } from './rule.ts';
import type { SubjectInstance } from './subjects.ts';

type Declared = Record<string, unknown> & { readonly entity: readonly Column[]; readonly id: readonly Column[] };

/** The part of a rule's context that the workspace decides, or what it lacks. */
export function contextOf(
  rule: RuleEntry,
  instance: SubjectInstance,
  workspace: Workspace,
  signal: AbortSignal,
): { readonly context: Record<string, unknown> } | { readonly lacks: string } {
  const declared = declaredIn(instance, workspace);
  const facts: Record<Need, unknown> = {
    target: declared.target,
    time: declared.time,
    entity: declared.entity.length ? declared.entity : undefined,
    id: declared.id.length ? declared.id : undefined,
    horizon: workspace.horizon,
    strategy: workspace.strategy,
    features: workspace.features.size ? workspace.features : undefined,
    version: instance.dataset?.version ?? undefined,
  };
  const unmet = rule.needs.filter((need) => facts[need] === undefined);
  if (unmet.length) return { lacks: `needs ${unmet.map((need) => describe(need, instance, workspace)).join(', ')}` };
  const roleOf = columnRoles(workspace);
  const bind = (table: Table): Table => (table instanceof EngineTable ? table.bind(signal) : table);
  return {
    context: {
      ...Object.fromEntries(Object.entries(instance.tables).map(([name, table]) => [name, bind(table)])),
      ...(instance.peers && { peers: instance.peers.map(bind) }),
      ...Object.fromEntries(rule.needs.map((need) => [need, facts[need]])),
      declared,
      inputs: instance.columns.filter(({ name }) => roleOf(name) === 'feature'),
      inferredIds: instance.columns.filter(({ name }) => workspace.inferredIds.includes(name)),
      columnRole: roleOf,
      signal,
    },
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
  const column = need === 'target' ? workspace.target?.name : need === 'time' ? workspace.time : undefined;
  if (column === undefined) return `\`${need}\``;
  const without = Object.values(tables).find((table) => !table.column(column));
  return without ? `\`${need}\` in ${without.role} data` : `\`${need}\` of one type`;
}
