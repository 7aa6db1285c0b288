import type { Markup } from './markup.ts';
import type { Series } from './picture.ts';

/** A picture as it is written: the chart, its key where the chart alone doesn't tell, and the same numbers as a table. */
export interface Drawing {
  readonly title: string;
  readonly svg: Markup;
  readonly key: readonly { readonly label: string; readonly series: Series }[];
  readonly head: readonly string[];
  /** First a name, then numbers. */
  readonly rows: readonly (readonly string[])[];
  readonly note?: string;
}
