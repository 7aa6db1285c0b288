import type { Feature } from './feature.ts';

/** What the user declared, with what a foreign description adds to it: the user has the last word on every fact. */
export function completeFeature(declared: Feature, foreign: Feature): Feature {
  const { origin, source, unsourced, ...facts } = foreign;
  return {
    ...facts,
    ...declared,
    ...(!declared.source && source && { source, sourceOrigin: origin }),
    ...(!declared.source && unsourced !== undefined && { unsourced, sourceOrigin: origin }),
  };
}
