import type { Column } from '../../engine/column.ts';
import type { Feature } from '../../features/feature.ts';
import type { FeatureStore } from '../../load/feature-store.ts';

/** A feature that a service gives, and the column of a table that holds it. */
export interface ServedFeature {
  /** Its full name: view or alias, `__`, feature. */
  readonly name: string;
  readonly reference: string;
  /** Name of the value type in the registry. */
  readonly type: string;
  readonly column: Column | undefined;
}

/** The features of the services, each with its column: named in full, by its own name, or by what the configuration says. */
export function servedFeatures(
  { services }: FeatureStore,
  columns: readonly Column[],
  declared: ReadonlyMap<string, Feature>,
): readonly ServedFeature[] {
  return services.flatMap(({ projections }) =>
    projections.flatMap(({ view, alias, features }) =>
      features.map(({ name, type }) => {
        const reference = `${view}:${name}`;
        const full = `${alias ?? view}__${name}`;
        const says = (column: Column) => {
          const feast = declared.get(column.name)?.feast?.replace(/@[^:]*/, '');
          return feast === reference || (alias !== undefined && feast === `${alias}:${name}`);
        };
        const column = columns.find((one) => one.name === full) ?? columns.find(says) ?? columns.find((one) => one.name === name);
        return { name: full, reference, type, column };
      }),
    ),
  );
}

/** Columns that requests bring along: join keys of the views, as a service calls them, and fields that are asked for. */
export function requestColumns({ views, services, registry, project }: FeatureStore): ReadonlySet<string> {
  const mapped = services.flatMap(({ projections }) => projections.flatMap(({ joinKeyMap }) => [...joinKeyMap.values()]));
  const asked = registry.onDemandViews
    .filter((view) => (project ?? view.project) === view.project)
    .flatMap(({ requestFields }) => requestFields.map(({ name }) => name));
  return new Set([...mapped, ...views.flatMap(({ joinKeys }) => joinKeys), ...asked]);
}
