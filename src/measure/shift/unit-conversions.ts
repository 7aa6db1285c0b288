/** A change of unit or reference that people make: value · factor + offset. */
export interface Conversion {
  readonly name: string;
  readonly factor: number;
  readonly offset: number;
  /** Whether the name says more than the factor does. */
  readonly isUnit: boolean;
}

const power = (factor: number): Conversion[] => [
  { name: `times ${factor}`, factor, offset: 0, isUnit: false },
  { name: `divided by ${factor}`, factor: 1 / factor, offset: 0, isUnit: false },
];
const unit = (from: string, to: string, factor: number, offset = 0): Conversion[] => [
  { name: `${from} to ${to}`, factor, offset, isUnit: true },
  { name: `${to} to ${from}`, factor: 1 / factor, offset: -offset / factor, isUnit: true },
];

export const CONVERSIONS: readonly Conversion[] = [
  ...[10, 100, 1000, 1e4, 1e5, 1e6, 1e9, 12, 1024, 1024 ** 2].flatMap(power),
  ...unit('hours', 'minutes', 60),
  ...unit('hours', 'seconds', 3600),
  ...unit('days', 'hours', 24),
  ...unit('days', 'minutes', 1440),
  ...unit('days', 'seconds', 86_400),
  ...unit('weeks', 'days', 7),
  ...unit('years', 'days', 365.25),
  ...unit('miles', 'kilometres', 1.609344),
  ...unit('inches', 'centimetres', 2.54),
  ...unit('feet', 'metres', 0.3048),
  ...unit('pounds', 'kilograms', 0.45359237),
  ...unit('ounces', 'grams', 28.349523125),
  ...unit('US gallons', 'litres', 3.785411784),
  ...unit('calories', 'joules', 4.184),
  ...unit('metres a second', 'kilometres an hour', 3.6),
  ...unit('knots', 'metres a second', 0.514444),
  ...unit('radians', 'degrees', 180 / Math.PI),
  ...unit('Celsius', 'Fahrenheit', 1.8, 32),
  ...unit('Celsius', 'kelvin', 1, 273.15),
  ...unit('two-digit years', 'years from 1900', 1, 1900),
  ...unit('two-digit years', 'years from 2000', 1, 2000),
  { name: 'sign reversed', factor: -1, offset: 0, isUnit: true },
];
