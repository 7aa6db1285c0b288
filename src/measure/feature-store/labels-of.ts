import type { FeatureStore } from '../../load/feature-store.ts';

/** Names of the fields that are labels: the target, as its column and its feature are called, and those that label views say are. */
export function labelsOf({ views, features }: FeatureStore, target: string | undefined): ReadonlySet<string> {
  const declared = views.flatMap(({ roles }) => [...roles].flatMap(([field, role]) => (role === 'label' ? [field] : [])));
  const feature = target === undefined ? undefined : features.ofColumn(target)?.feast?.split(':')[1];
  return new Set([...declared, ...[target, feature].filter((name) => name !== undefined)]);
}
