import type { Fact, FactOrigins, Feature } from './feature.ts';

/** What is known already, with what a foreign description adds to it: what was said first has the last word on every fact. */
export function completeFeature(known: Feature, foreign: Feature): Feature {
  const { name, origin, factOrigins, optional, ...facts } = foreign;
  const added = Object.fromEntries(
    (Object.entries(facts) as [Fact, unknown][]).filter(([fact, value]) => value !== undefined && isFree(fact, known, foreign)),
  );
  const origins: FactOrigins = {
    ...known.factOrigins,
    ...Object.fromEntries(Object.keys(added).map((fact) => [fact, factOrigins?.[fact as Fact] ?? origin])),
  };
  const lacking = known.origin.kind === 'foreign' ? (known.optional ?? optional) : undefined;
  return {
    ...added,
    ...known,
    ...(lacking !== undefined && { optional: lacking }),
    ...(Object.keys(origins).length && { factOrigins: origins }),
  };
}

function isFree(fact: Fact, known: Feature, foreign: Feature): boolean {
  if (known[fact] !== undefined) return false;
  if (fact === 'source' || fact === 'unsourced') return known.source === undefined;
  if (fact === 'min') return known.max === undefined || foreign.min! <= known.max;
  if (fact === 'max') return known.min === undefined || foreign.max! >= known.min;
  return true;
}
