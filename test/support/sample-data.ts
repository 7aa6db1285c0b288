import { Random } from '../../src/stats/random.ts';

/** CSV of honest rows: a number, a whole number, a category and a target that depends on them. */
export function honestCsv(rows: number, seed: number): string {
  const random = new Random(seed);
  const lines = Array.from({ length: rows }, () => {
    const [x, n] = [random.normal(), random.integer(1000)];
    const y = random.uniform() < 1 / (1 + Math.exp(-x)) ? 1 : 0;
    return `${x.toFixed(6)},${n},${'abc'[random.integer(3)]},${y}`;
  });
  return `x,n,c,y\n${lines.join('\n')}\n`;
}

/** The first rows of one CSV, after those of another of the same columns. */
export const appended = (csv: string, other: string, rows: number): string =>
  `${csv}${other
    .split('\n')
    .slice(1, rows + 1)
    .join('\n')}\n`;
