/** Texts that programs write for a missing value, and that no category is called. */
const CERTAIN = ['#n/a', '#null!', '<na>', '(null)', 'nan', 'null', '?', '\\n', '#ref!', '#value!', 'undefined'];
/** Texts that may also be a level: "not applicable", "none". */
const LIKELY = ['', 'na', 'n/a', 'n.a.', '-', '--', '.', 'missing', '(missing)', 'not available'];

export interface Placeholders {
  readonly levels: readonly string[];
  readonly rows: number;
  readonly certain: boolean;
}

/** Levels of a text column that stand for missing values. */
export function placeholdersIn(levels: ReadonlyMap<string, number>): Placeholders | undefined {
  const among = (known: readonly string[]) => [...levels].filter(([level]) => known.includes(level.trim().toLowerCase()));
  const certain = among(CERTAIN);
  const found = certain.length ? certain : among(LIKELY);
  if (!found.length || found.length === levels.size) return undefined;
  return {
    levels: found.map(([level]) => level).sort(),
    rows: found.reduce((sum, [, n]) => sum + n, 0),
    certain: certain.length > 0,
  };
}
