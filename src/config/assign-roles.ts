import type { Position } from '../errors.ts';
import { didYouMean, nearest } from '../text/did-you-mean.ts';
import { quote } from '../text/quote.ts';
import type { Config, DatasetRole, SplitColumnConfig } from './config.ts';
import type { Problem } from './config-error.ts';
import type { Path } from './path.ts';
import { roleNames } from './role-names.ts';
import type { DatasetSettings, SplitRole, SplitSettings } from './settings.ts';
import { withoutUndefined } from './without-undefined.ts';

export interface Assigned {
  readonly roles: Config['roles'];
  readonly splitColumn?: SplitColumnConfig;
}

const roles = Object.keys(roleNames) as DatasetRole[];
const splitRoles = ['train', 'validation', 'test'] as const satisfies readonly SplitRole[];

/** Which data set has which role, by its name or by the column that splits one of them. */
export function assignRoles(
  datasets: Readonly<Record<string, DatasetSettings>>,
  split: SplitSettings,
  describe: (path: Path) => { readonly name: string; readonly position?: Position | undefined },
  problems: Problem[],
): Assigned {
  const report = (path: Path, message: string, hint?: string) => {
    const { name, position } = describe(path);
    problems.push({ message: `${name} ${message}`, hint, position });
  };
  const names = Object.keys(datasets);
  const { dataset, column } = split;
  for (const name of names) {
    const meant = name === dataset || roles.includes(name as DatasetRole) ? undefined : roleMeantBy(name);
    if (meant) report(['datasets', name], 'has no role, so it would not be checked', `did you mean ${quote(meant)}?`);
  }
  const assigned = Object.fromEntries(
    roles.filter((role) => names.includes(role) && role !== dataset).map((role) => [role, role]),
  ) as Assigned['roles'];

  const values = withoutUndefined({ train: split.train, validation: split.validation, test: split.test });
  if (dataset === undefined && column === undefined) {
    const [role] = Object.keys(values);
    if (role !== undefined)
      report(['split', role], 'needs `dataset` and `column` beside it', 'they say which file and column hold the value');
    return { roles: assigned };
  }
  if (dataset === undefined) {
    report(['split', 'column'], 'needs the data set that has the column', 'name it with `--data`, or as `split.dataset`');
    return { roles: assigned };
  }
  if (!names.includes(dataset)) {
    report(
      ['split', 'dataset'],
      `names ${quote(dataset)}, which is no data set`,
      didYouMean(dataset, names) ?? `data sets: ${names.join(', ')}`,
    );
  }
  if (column === undefined) {
    report(['split', 'dataset'], 'needs the column that splits it', 'name it with `--split-column`, or as `split.column`');
    return { roles: assigned };
  }
  for (const role of splitRoles) {
    if (assigned[role]) report(['datasets', role], `cannot stand beside a split of ${quote(dataset)}`, 'remove one of them');
  }
  reportSharedValues(values, report);
  return { roles: assigned, splitColumn: { dataset, column, roles: values } };
}

function roleMeantBy(name: string): DatasetRole | undefined {
  const known = roles.find((role) => roleNames[role].includes(name.toLowerCase()));
  return known ?? (nearest(name, roles) as DatasetRole | undefined);
}

function reportSharedValues(values: SplitColumnConfig['roles'], report: (path: Path, message: string) => void): void {
  const owner = new Map<string, string>();
  for (const role of splitRoles) {
    for (const value of new Set((values[role] ?? []).map(String))) {
      const other = owner.get(value);
      if (other !== undefined) report(['split', role], `has a value that ${quote(`split.${other}`)} has too`);
      owner.set(value, role);
    }
  }
}
