import { basename } from 'node:path';
import type { Fact, Feature } from '../features/feature.ts';
import type { DescribedTable } from './description.ts';

/** One table of several: those of the files that are checked, or else all; of a column that several have, what they agree on. */
export function mergeTables(tables: readonly DescribedTable[], locations: readonly string[]): DescribedTable {
  const names = new Set(locations.map((location) => basename(location)));
  const meant = tables.filter(({ files = [] }) => files.some((file) => names.has(basename(file))));
  const used = meant.length ? meant : tables;
  if (used.length === 1) return used[0]!;
  const byName = new Map<string, Feature[]>();
  for (const feature of used.flatMap(({ features }) => features))
    byName.set(feature.name, [...(byName.get(feature.name) ?? []), feature]);
  const labels = [...new Set(used.map(({ label }) => label))];
  return {
    features: [...byName.values()].map((all) => agreed(all, used.length)),
    ...(labels.length === 1 && labels[0] !== undefined && { label: labels[0] }),
  };
}

function agreed([first, ...others]: readonly Feature[], tables: number): Feature {
  const { name, origin, optional, ...facts } = first!;
  const same = (Object.entries(facts) as [Fact, unknown][]).filter(([fact, value]) =>
    others.every((other) => JSON.stringify(other[fact]) === JSON.stringify(value)),
  );
  const isOptional = others.length + 1 < tables || optional || others.some((other) => other.optional);
  const isExpected = !isOptional && optional === false && others.every((other) => other.optional === false);
  return {
    name,
    ...Object.fromEntries(same),
    ...((isOptional || isExpected) && { optional: !isExpected }),
    origin,
  };
}
