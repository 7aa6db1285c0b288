/** `single`: the doubles were read from 32-bit floats. */
export type Precision = 'double' | 'single';

/** Decimal digits that always survive a round trip (DBL_DIG, FLT_DIG of C). */
const DIGITS = { double: 15, single: 6 } as const;

/** Whole numbers below this have no more digits. */
const MOST_WHOLE = { double: 1e15, single: 1e6 } as const;

/** The largest power of ten that doubles reach. */
const LARGEST_POWER = 308;

/** 10^−324 … 10^308 as parsed: `**` is a last digit off for some. */
const POWERS = Float64Array.from({ length: 633 }, (_, i) => Number(`1e${i - 324}`));

/**
 * The most decimal places of any value: negative when all end in zeros (−3: whole thousands), −Infinity when all are 0,
 * Infinity when a value isn't a decimal number of at most 15 (single: 6) significant digits.
 */
export function decimalPlaces(values: ArrayLike<number>, precision: Precision = 'double'): number {
  let places = -Infinity;
  for (let i = 0; i < values.length && places < Infinity; i++) places = atLeast(places, values[i]!, precision);
  return places;
}

/** The same of one value, at least 0. */
export const fractionPlaces = (value: number): number => atLeast(0, value, 'double');

/** 10^−decimalPlaces: the step the values were rounded to; 0 when they have full precision, Infinity when all are 0. */
export function decimalStep(values: ArrayLike<number>, precision: Precision = 'double'): number {
  return powerOfTen(-decimalPlaces(values, precision));
}

function atLeast(places: number, value: number, precision: Precision): number {
  if (value === 0 || !Number.isFinite(value)) return places;
  if (places >= 0 && Number.isInteger(value) && Math.abs(value) < MOST_WHOLE[precision]) return places;
  const size = Math.abs(value);
  const logarithm = Math.floor(Math.log10(size));
  // The logarithm of a value just below a power of ten rounds up to it.
  const magnitude = size < powerOfTen(logarithm) ? logarithm - 1 : logarithm;
  const most = DIGITS[precision] - 1 - magnitude;
  if (most <= places) return isDecimal(value, most, precision) ? places : Infinity;
  // What is a decimal number of fewer places is one of more, but for powers of ten beyond doubles.
  if (most >= 0 && most <= LARGEST_POWER && !isDecimal(value, most, precision)) return Infinity;
  // A float just below a power of ten may stand for it.
  for (let tried = Math.max(places, -1 - magnitude); tried <= most; tried++) {
    if (isDecimal(value, tried, precision)) return tried;
  }
  return Infinity;
}

/** Whether the value is the float nearest to a number of so many decimal places. */
function isDecimal(value: number, places: number, precision: Precision): boolean {
  const nearest = places >= 0 ? quotient(value, places) : Math.round(value / powerOfTen(-places)) * powerOfTen(-places);
  return (precision === 'single' ? Math.fround(nearest) : nearest) === value;
}

function quotient(value: number, places: number): number {
  const digits = Math.round(value * powerOfTen(places));
  // Powers of ten are exact doubles up to 10²², so the quotient is the nearest double; beyond, only parsing rounds rightly.
  return places <= 22 ? digits / powerOfTen(places) : Number(`${digits}e-${places}`);
}

function powerOfTen(exponent: number): number {
  return POWERS[exponent + 324] ?? 10 ** exponent;
}
