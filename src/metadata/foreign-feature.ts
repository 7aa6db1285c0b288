import type { Position } from '../errors.ts';
import type { Fact, Feature } from '../features/feature.ts';

export type Facts = { readonly [F in Fact]?: Feature[F] | undefined };

/** A feature that is described at this place of a file; facts that are undefined are left out. */
export function foreignFeature(name: string, facts: Facts, position: Position): Feature {
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  return { name, ...Object.fromEntries(given), origin: { kind: 'foreign', position } };
}
