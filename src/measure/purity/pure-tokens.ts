import { purity } from '../../stats/purity.ts';
import { total } from '../../stats/total.ts';
import type { ClassLabels } from '../labels/labels.ts';
import { type Alone, nameThings } from './name-things.ts';
import { allowed } from './pure-groups.ts';
import { classSizes } from './tokens.ts';

const MAX_TOKENS = 50;

export interface PureTokens {
  readonly tokens: readonly string[];
  readonly label: number;
  /** Rows of the commonest. */
  readonly rows: number;
  /** Tokens that were tried. */
  readonly of: number;
}

/** The tokens that hold a class nearly alone, of the class that has the commonest of them. */
export function pureTokens(
  table: ReadonlyMap<string, Float64Array>,
  labels: ClassLabels,
  texts: readonly (string | null)[],
  maxBase: number,
  slack: number,
  required: number,
): PureTokens | undefined {
  const sizes = classSizes(texts, labels);
  const alone: Alone[] = [];
  const pure = [...table].flatMap(([token, counts]) => {
    const rows = total(counts);
    const most = Math.max(...counts);
    const label = counts.indexOf(most);
    const baseRate = (sizes[label] ?? 0) / total(sizes);
    if (labels.classes[label] === undefined || 1 - most / rows > allowed(baseRate) + slack) return [];
    alone.push({ token, label, rows });
    if (baseRate > maxBase) return [];
    const { z } = purity(most, rows, baseRate, table.size * labels.classes.length);
    return z >= required ? [{ token, label, rows }] : [];
  });
  const [commonest] = pure.sort((a, b) => b.rows - a.rows);
  if (!commonest) return undefined;
  const { label } = commonest;
  if (nameThings(alone, label, sizes[label]! / total(sizes), table, texts)) return undefined;
  const tokens = pure.filter((one) => one.label === label).slice(0, MAX_TOKENS);
  return {
    tokens: tokens.map(({ token }) => token),
    label,
    rows: total(tokens.map(({ rows }) => rows)),
    of: table.size,
  };
}
