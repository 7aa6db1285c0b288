import type { FeastFeature, FeastRegistry, FeatureView } from '../feast/registry/registry.ts';

/** A feature under a name that it can have in training data. */
export interface Candidate {
  readonly view: FeatureView;
  readonly feature: FeastFeature;
  /** What stands before `__` in full feature names: the view's name, or its alias in a service. */
  readonly prefix: string;
  /** Join key → column of the labels, where those differ. */
  readonly joinKeyMap: ReadonlyMap<string, string>;
}

export interface Scope {
  readonly project?: string | undefined;
  readonly service?: string | undefined;
}

/** The features of a service, or of all views and services when none is named. */
export function candidatesOf(registry: FeastRegistry, { project, service }: Scope): Candidate[] {
  const inScope = (one: { readonly project: string }) => project === undefined || one.project === project;
  const views = registry.views.filter(inScope);
  const services = registry.services.filter((one) => inScope(one) && (service === undefined || one.name === service));
  const projected = services.flatMap((one) =>
    one.projections.flatMap(({ view: name, alias, features, joinKeyMap }) => {
      const view = views.find((candidate) => candidate.name === name && candidate.project === one.project);
      return view ? features.map((feature): Candidate => ({ view, feature, prefix: alias ?? name, joinKeyMap })) : [];
    }),
  );
  return [...projected, ...(service === undefined ? plainCandidates(views) : [])];
}

/** Features under their views' own names. */
export const plainCandidates = (views: readonly FeatureView[]): Candidate[] =>
  views.flatMap((view) => view.features.map((feature) => ({ view, feature, prefix: view.name, joinKeyMap: new Map() })));

/** Whether two candidates are looked up in the same way, so that it does not matter which is meant. */
export const isSameLookup = (a: Candidate, b: Candidate): boolean =>
  a.view === b.view &&
  a.feature.name === b.feature.name &&
  a.view.joinKeys.every((key) => (a.joinKeyMap.get(key) ?? key) === (b.joinKeyMap.get(key) ?? key));
