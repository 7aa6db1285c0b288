import { type Column, isScalar } from '../engine/column.ts';
import type { EngineTable } from '../engine/engine-table.ts';
import type { Role, Table } from '../engine/table.ts';
import { unionTable } from '../engine/union-table.ts';
import type { Dataset, Workspace } from '../load/workspace.ts';
import { comparableForm } from '../measure/columns/comparable.ts';
import type { Subject } from './outcome.ts';
import type { RuleEntry } from './registry.ts';
import type { SubjectKind } from './rule.ts';
import { sourceSubjects } from './source-subjects.ts';

/** One thing a rule is run for: its tables by their name in the context, the first being the one the subject is named after. */
export interface SubjectInstance {
  readonly subject: Subject;
  readonly tables: Readonly<Record<string, Table>>;
  readonly peers?: readonly Table[];
  /** What the context holds beside tables. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly dataset: Dataset | undefined;
  /** What the subject lacks for any rule to look at it. */
  readonly lacks?: string;
  /** Columns that all tables have in a form that can be compared. */
  readonly columns: readonly Column[];
}

/** What this workspace has for a rule to look at; empty when it has nothing of the kind. */
export function subjectsFor(rule: RuleEntry, workspace: Workspace): SubjectInstance[] {
  return enumerate[rule.subject](rule, workspace);
}

const enumerate: Record<SubjectKind, (rule: RuleEntry, workspace: Workspace) => SubjectInstance[]> = {
  dataset: ({ roles }, { datasets }) =>
    datasets
      .filter(({ table }) => !roles || roles.includes(table.role))
      .map((dataset) => {
        const { table } = dataset;
        const peers = datasets.filter((other) => other !== dataset).map((other) => other.table);
        return { subject: subjectOf(table), tables: { table }, peers, dataset, columns: table.columns };
      }),
  split: ({ unions, roles = HELD_OUT }, workspace) => {
    const find = (role: Role) => workspace.datasets.find(({ table }) => table.role === role)?.table;
    const [train, validation, test] = [find('train'), find('validation'), find('test')];
    const pairs = roles.map((role): [Table | undefined, Table | undefined] => [train, find(role)]);
    const union = unions && train && validation && test ? unionOf(workspace, train, validation) : undefined;
    // Tables without a column in common have no rows together.
    if (union?.columns.length) pairs.push([union, test]);
    return pairs.flatMap(([fit, heldOut]) => (fit && heldOut ? [pair({ heldOut, fit }, heldOut, fit)] : []));
  },
  serving: (_, { datasets, featureStore }) => {
    const find = (role: Role) => datasets.find(({ table }) => table.role === role);
    const [train, serving] = [find('train')?.table, find('serving')];
    if (!train || !serving) return [];
    const given = { store: featureStore, log: serving.log };
    return [{ ...pair({ serving: serving.table, train }, serving.table, train), given }];
  },
  source: (_, workspace) => sourceSubjects(workspace),
  'feature-store': (_, { featureStore, datasets }) => {
    if (!featureStore) return [];
    const dataset = datasets.find(({ table }) => table.role === 'train');
    const subject = { dataset: 'feature-store', role: 'feature-store' };
    const tables: Record<string, Table> = dataset ? { train: dataset.table } : {};
    const columns = (dataset ?? datasets[0])?.table.columns ?? [];
    return [{ subject, tables, dataset: undefined, columns, given: { store: featureStore } }];
  },
  pipeline: (_, { repository }) => (repository ? [about('pipeline', { repository })] : []),
  configuration: (_, { suppressions }) => (suppressions?.length ? [about('configuration', { suppressions })] : []),
  recorded: (_, { datasets, repository }) => {
    if (!datasets.length) return repository ? [about('pipeline', { versions: () => repository.versions() })] : [];
    return datasets.flatMap((dataset) => {
      const { table, version } = dataset;
      if (version === null) return [];
      const versions = async () => [{ name: table.name, version }];
      return [{ subject: subjectOf(table), tables: {}, dataset, columns: [], given: { versions } }];
    });
  },
};

/** What a workspace lacks for a rule to have a subject at all, in words. */
export function missingSubject(rule: RuleEntry, { datasets }: Workspace): string {
  const roles = datasets.map(({ table }) => table.role);
  if (rule.subject === 'pipeline') return 'needs a DVC repository';
  if (rule.subject === 'configuration') return 'needs `ignore` entries or a baseline';
  if (rule.subject === 'feature-store') return 'needs a feature store: `feast`';
  if (rule.subject === 'source') return 'needs features with a `source` or from a feature store';
  if (rule.subject === 'recorded') return 'needs data that DVC records';
  if (rule.subject === 'serving') return roles.includes('serving') ? 'needs train data' : 'needs serving data';
  if (rule.subject === 'split') return roles.includes('train') ? needsOneOf(rule.roles ?? HELD_OUT) : 'needs train data';
  return rule.roles ? needsOneOf(rule.roles) : 'needs data';
}

/** No path, so that the same pipeline or configuration is the same subject wherever it lies. */
const about = (what: 'pipeline' | 'configuration', given: Readonly<Record<string, unknown>>): SubjectInstance => ({
  subject: { dataset: what, role: what },
  tables: {},
  dataset: undefined,
  columns: [],
  given,
});

const HELD_OUT: readonly Role[] = ['validation', 'test'];
const needsOneOf = (roles: readonly Role[]): string => `needs ${roles.join(' or ')} data`;

function pair(tables: Record<string, Table>, about: Table, against: Table): SubjectInstance {
  return {
    subject: { ...subjectOf(about), against: subjectOf(against) },
    tables,
    dataset: undefined,
    columns: against.columns.filter((column) => {
      const other = about.column(column.name);
      return other !== undefined && isScalar(column) && comparableForm(column, other) !== undefined;
    }),
  };
}

const subjectOf = ({ name, role }: Table): { dataset: string; role: string } => ({ dataset: name, role });

const unions = new WeakMap<Workspace, EngineTable>();
function unionOf(workspace: Workspace, train: Table, validation: Table): Table {
  const known = unions.get(workspace);
  if (known) return known;
  const union = unionTable('train+validation', [train, validation]);
  unions.set(workspace, union);
  return union;
}
