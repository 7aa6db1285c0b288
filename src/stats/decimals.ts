/** `single`: the doubles were read from 32-bit floats. */
export type Precision = 'double' | 'single';

/** Decimal digits that always survive a round trip (DBL_DIG, FLT_DIG of C). */
const DIGITS = { double: 15, single: 6 } as const;

/**
 * The most decimal places of any value: negative when all end in zeros (−3: whole thousands), −Infinity when all are 0,
 * Infinity when a value isn't a decimal number of at most 15 (single: 6) significant digits.
 */
export function decimalPlaces(values: ArrayLike<number>, precision: Precision = 'double'): number {
  let places = -Infinity;
  for (let i = 0; i < values.length && places < Infinity; i++) places = atLeast(places, values[i]!, precision);
  return places;
}

/** 10^−decimalPlaces: the step the values were rounded to; 0 when they have full precision, Infinity when all are 0. */
export function decimalStep(values: ArrayLike<number>, precision: Precision = 'double'): number {
  const places = decimalPlaces(values, precision);
  return places > 0 && places < Infinity ? Number(`1e-${places}`) : 10 ** -places;
}

function atLeast(places: number, value: number, precision: Precision): number {
  if (value === 0 || !Number.isFinite(value)) return places;
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const most = DIGITS[precision] - 1 - magnitude;
  if (most <= places) return isDecimal(value, most, precision) ? places : Infinity;
  for (let tried = Math.max(places, -magnitude); tried <= most; tried++) {
    if (isDecimal(value, tried, precision)) return tried;
  }
  return Infinity;
}

/** Whether the value is the float nearest to a number of so many decimal places. */
function isDecimal(value: number, places: number, precision: Precision): boolean {
  const nearest = places >= 0 ? quotient(value, places) : Math.round(value / 10 ** -places) * 10 ** -places;
  return (precision === 'single' ? Math.fround(nearest) : nearest) === value;
}

function quotient(value: number, places: number): number {
  // Powers of ten are exact doubles up to 10²², so the quotient is the nearest double; beyond, only parsing rounds rightly.
  if (places <= 22) return Math.round(value * 10 ** places) / 10 ** places;
  return Number(`${Math.round(value * 10 ** places)}e-${places}`);
}
