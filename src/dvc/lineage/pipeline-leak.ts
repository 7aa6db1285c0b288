import type { Stage } from '../stage/stage.ts';

/** A leak that the shape of a pipeline shows. Roles are guessed from names, so that each is only as sure as they are. */
export type PipelineLeak =
  /** A preprocessor learns from all rows before they are split. */
  | { readonly kind: 'fit-before-split'; readonly stage: Stage; readonly split: Stage }
  /** Training reads the test data itself. */
  | { readonly kind: 'train-reads-test'; readonly stage: Stage; readonly path: string; readonly isDirectory: boolean }
  /** The evaluation reads nothing that training hasn't read. */
  | {
      readonly kind: 'evaluated-on-train';
      readonly stage: Stage;
      readonly train: Stage;
      readonly paths: readonly string[];
      readonly isDirectory: boolean;
    }
  | { readonly kind: 'identical-splits'; readonly first: string; readonly second: string; readonly hash: string }
  /** Training reaches what was split along a way that leaves the split out. */
  | {
      readonly kind: 'unsplit-source';
      readonly stage: Stage;
      readonly through: Stage;
      readonly split: Stage;
      readonly path: string;
    }
  /** Features or settings are chosen by the test data, or by the metrics measured on them. */
  | { readonly kind: 'test-in-selection'; readonly stage: Stage; readonly path: string; readonly isFeedback: boolean }
  | { readonly kind: 'preprocessor-sees-both'; readonly stage: Stage; readonly artefact: string }
  | { readonly kind: 'unseeded-split'; readonly stage: Stage };
