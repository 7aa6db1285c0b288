/** A change of unit or reference that people make: value · factor + offset. */
export interface Conversion {
  readonly name: string;
  readonly factor: number;
  readonly offset: number;
}

const scaled = (name: string, factor: number): Conversion[] => [
  { name, factor, offset: 0 },
  { name: `${name}, reversed`, factor: 1 / factor, offset: 0 },
];
const moved = (name: string, offset: number): Conversion[] => [
  { name, factor: 1, offset },
  { name: `${name}, reversed`, factor: 1, offset: -offset },
];

export const CONVERSIONS: readonly Conversion[] = [
  ...[10, 100, 1000, 1e4, 1e5, 1e6, 1e9].flatMap((factor) => scaled(`times ${factor}`, factor)),
  ...scaled('minutes to seconds, or hours to minutes', 60),
  ...scaled('hours to seconds', 3600),
  ...scaled('days to hours', 24),
  ...scaled('days to minutes', 1440),
  ...scaled('days to seconds', 86_400),
  ...scaled('weeks to days', 7),
  ...scaled('years to months, or dozens', 12),
  ...scaled('years to days', 365.25),
  ...scaled('kibi to units', 1024),
  ...scaled('mebi to units', 1024 ** 2),
  ...scaled('miles to kilometres', 1.609344),
  ...scaled('inches to centimetres', 2.54),
  ...scaled('feet to metres', 0.3048),
  ...scaled('pounds to kilograms', 0.45359237),
  ...scaled('ounces to grams', 28.349523125),
  ...scaled('US gallons to litres', 3.785411784),
  ...scaled('calories to joules', 4.184),
  ...scaled('metres a second to kilometres an hour', 3.6),
  ...scaled('knots to metres a second', 0.514444),
  ...scaled('radians to degrees', 180 / Math.PI),
  { name: 'sign reversed', factor: -1, offset: 0 },
  { name: 'Celsius to Fahrenheit', factor: 1.8, offset: 32 },
  { name: 'Fahrenheit to Celsius', factor: 1 / 1.8, offset: -32 / 1.8 },
  ...moved('Celsius to kelvin', 273.15),
  ...moved('two-digit years', 1900),
  ...moved('two-digit years of this century', 2000),
];
