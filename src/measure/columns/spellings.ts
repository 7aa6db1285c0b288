const MAX_LEVELS = 2000;
const MIN_LENGTH = 3;

/** Levels that are one but for case, spaces, separators or Unicode form. */
export interface Spellings {
  readonly groups: readonly (readonly string[])[];
  /** All but each group's commonest spelling. */
  readonly rarer: readonly string[];
  readonly rows: number;
}

/** Undefined where levels are spelled in one way, or the column holds names or free text. */
export function spellingsIn(levels: ReadonlyMap<string, number>): Spellings | undefined {
  const rows = [...levels.values()].reduce((sum, n) => sum + n, 0);
  if (levels.size > MAX_LEVELS || levels.size > rows / 3) return undefined;
  const byForm = new Map<string, string[]>();
  for (const level of levels.keys()) {
    const form = plainForm(level);
    byForm.set(form, [...(byForm.get(form) ?? []), level]);
  }
  const groups = [...byForm]
    .filter(
      ([form, group]) =>
        group.length > 1 && (letters(form) >= MIN_LENGTH || group.every((level) => level.trim() === group[0]!.trim())),
    )
    .map(([, group]) => group.sort((a, b) => levels.get(b)! - levels.get(a)! || (a < b ? -1 : 1)));
  const rarer = groups.flatMap((group) => group.slice(1));
  if (!rarer.length) return undefined;
  return { groups, rarer, rows: rarer.reduce((sum, level) => sum + levels.get(level)!, 0) };
}

const plainForm = (level: string): string =>
  level
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/gu, ' ');
const letters = (form: string): number => form.replace(/[^\p{L}]/gu, '').length;
