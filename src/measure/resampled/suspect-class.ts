import { mayBeGrownTo } from './class-rows.ts';
import { CERTAIN_BITS, type Sought } from './synthetic-rows.ts';

export interface SuspectClass {
  readonly index: number;
  readonly rows: number;
  readonly tried: number;
  /** The class of which the smallest share lies between others. */
  readonly control: { readonly index: number; readonly rows: number; readonly tried: number };
  /** Bits from which a row was counted. */
  readonly gate: number;
  /** No innocent reading: beyond chance, while rows of the other class, of which enough were tried, are not. */
  readonly certain: boolean;
}

/** Of the rate at which rows of the suspected class are found, what the most innocent class may have. */
const CONTROL = 0.1;
/** Rows that would have been found in the other class, had it the same rate. */
const LEAST_EXPECTED = 5;
/** What rows of rounded numbers must show: so many bits more than any row of the other class, so often, out of so many tried there. */
const LIKELY = { bits: 3, rows: 8, share: 0.05, tried: 50 };

/**
 * The class of which rows lie between others while those of another class hardly do: beyond chance each, or, where columns have too few
 * digits for that, more certain than any row of the other class, which is about as large at least: rows of a smaller one are fewer to lie
 * between. Rows of the other class must not lie between any others either: `all` has what was found of each class on both sides.
 */
export function suspectClass(
  classes: readonly Sought[],
  sizes: readonly number[],
  minRows: number,
  all: readonly Sought[] = classes,
): SuspectClass | undefined {
  const found = beyondChance(classes, sizes, minRows) ?? beyondOthers(classes, sizes, minRows);
  if (!found) return undefined;
  const rate = (index: number) => all[index]!.bits.filter((bits) => bits >= found.gate).length / Math.max(1, all[index]!.tried);
  const { index, control } = found;
  return rate(control.index) > CONTROL * rate(index) ? undefined : found;
}

function beyondChance(classes: readonly Sought[], sizes: readonly number[], minRows: number): SuspectClass | undefined {
  const found = contrast(classes, sizes, CERTAIN_BITS, () => CERTAIN_BITS);
  if (!found || found.rows < minRows) return undefined;
  return { ...found, certain: (found.rows / found.tried) * found.control.tried >= LEAST_EXPECTED };
}

function beyondOthers(classes: readonly Sought[], sizes: readonly number[], minRows: number): SuspectClass | undefined {
  const found = contrast(classes, sizes, 0, (other) => Math.max(0, ...other.bits) + LIKELY.bits);
  if (!found || found.rows < Math.max(minRows, LIKELY.rows, LIKELY.share * found.tried) || found.control.tried < LIKELY.tried)
    return undefined;
  return { ...found, certain: false };
}

function contrast(
  classes: readonly Sought[],
  sizes: readonly number[],
  from: number,
  gateOf: (other: Sought) => number,
): Omit<SuspectClass, 'certain'> | undefined {
  const count = ({ bits }: Sought, gate: number) => bits.filter((one) => one >= gate).length;
  const rate = (one: Sought) => count(one, from) / one.tried;
  const byRate = [...classes.keys()].filter((i) => classes[i]!.tried > 0).sort((a, b) => rate(classes[b]!) - rate(classes[a]!));
  const index = byRate[0];
  const control = byRate.filter((i) => mayBeGrownTo(sizes[i]!, sizes[index!]!)).at(-1);
  if (index === undefined || control === undefined || index === control) return undefined;
  const [own, other] = [classes[index]!, classes[control]!];
  const gate = gateOf(other);
  const [rows, controlRows] = [count(own, gate), count(other, gate)];
  if (controlRows / other.tried > CONTROL * (rows / own.tried)) return undefined;
  return { index, rows, tried: own.tried, control: { index: control, rows: controlRows, tried: other.tried }, gate };
}
