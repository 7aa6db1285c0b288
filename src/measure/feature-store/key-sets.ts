import type { Column } from '../../engine/column.ts';
import type { FeatureStore } from '../../load/feature-store.ts';
import { viewsInUse } from './views-in-use.ts';

/** The columns of training data that each view in use is looked up by, one set once; views whose keys the data lack are left out. */
export function keySets(store: FeatureStore, columns: readonly Column[]): readonly (readonly string[])[] {
  const projections = store.service === undefined ? [] : store.services.flatMap((service) => service.projections);
  const sets = viewsInUse(store).flatMap(({ name, joinKeys }) => {
    const own = projections.filter(({ view }) => view === name);
    const maps = own.length ? own.map(({ joinKeyMap }) => joinKeyMap) : [new Map<string, string>()];
    return maps.map((map) => joinKeys.map((key) => map.get(key) ?? key).sort());
  });
  const present = sets.filter((keys) => keys.length && keys.every((key) => columns.some(({ name }) => name === key)));
  return [...new Map(present.map((keys) => [JSON.stringify(keys), keys])).values()];
}
