import { duplicateRows } from './remedies/duplicate-rows.ts';
import { horizonOverlap } from './remedies/horizon-overlap.ts';
import { nearDuplicateRows } from './remedies/near-duplicate-rows.ts';
import { repeatedRows } from './remedies/repeated-rows.ts';
import { sharedEntities } from './remedies/shared-entities.ts';
import { sharedIds } from './remedies/shared-ids.ts';
import type { Remedy } from './remedy.ts';

/** What dropping rows can mend, by rule. */
export const remedies: ReadonlyMap<string, Remedy> = new Map(
  [duplicateRows, nearDuplicateRows, sharedEntities, sharedIds, horizonOverlap, repeatedRows].map((remedy) => [
    remedy.rule,
    remedy,
  ]),
);
