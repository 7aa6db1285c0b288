import type { FeatureView } from '../../feast/registry/registry.ts';
import type { FeatureStore } from '../../load/feature-store.ts';

/** The views that the declared service looks values up in, itself or for views computed on demand; without one, all of the project. */
export function viewsInUse({ service, services, views, registry }: FeatureStore): readonly FeatureView[] {
  if (service === undefined) return views;
  const projected = new Set(services.flatMap(({ projections }) => projections.map(({ view }) => view)));
  const sources = registry.onDemandViews.filter(({ name }) => projected.has(name)).flatMap(({ sourceViews }) => sourceViews);
  const used = new Set([...projected, ...sources]);
  return views.filter(({ name }) => used.has(name));
}
