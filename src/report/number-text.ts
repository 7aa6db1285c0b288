/** With thousands set apart and `least` to `most` decimals. By hand: Intl costs a short run 10 ms to start. */
function grouped(value: number, most: number, least = 0): string {
  const [whole = '', decimals = ''] = value.toFixed(most).split('.');
  const kept = decimals.replace(/0+$/, '').padEnd(least, '0');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${kept && `.${kept}`}`;
}

/** A count: `1,234,567`. */
export const countText = (count: number): string => grouped(count, 0);

/** `1,234,567`, `0.9988`, `1.2e-9`: about four significant digits, and never an integer for what is not quite one. */
export function numberText(value: number | bigint): string {
  if (typeof value === 'bigint') return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value < 0 ? '-∞' : '∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1e-4 || size >= 1e15) return trimmed(value.toExponential(2));
  if (Number.isInteger(value)) return grouped(value, 0);
  const digits = Math.max(1, 3 - Math.floor(Math.log10(size)));
  const text = grouped(value, digits);
  return text.includes('.') ? text : grouped(value, digits, Math.min(digits, 3));
}

/** A share of one as a percentage; only an exact 0 or 1 reads as 0% or 100%. */
export function percentText(share: number): string {
  if (!Number.isFinite(share)) return numberText(share);
  const percent = share * 100;
  const distance = Math.min(Math.abs(percent), Math.abs(100 - percent));
  if (distance !== 0 && distance < 0.001) return Math.abs(percent) < 50 ? '<0.001%' : percent < 100 ? '>99.999%' : '>100%';
  const digits = distance >= 10 || distance === 0 ? 1 : distance >= 0.1 ? 2 : distance >= 0.01 ? 3 : 4;
  return `${grouped(percent, percent >= 1000 ? 0 : digits)}%`;
}

const units = [
  ['day', 86_400_000_000],
  ['h', 3_600_000_000],
  ['min', 60_000_000],
  ['s', 1_000_000],
  ['ms', 1000],
  ['µs', 1],
] as const;

/** Microseconds in the largest two fitting units: `30 days`, `1 day 4 h`, `2.5 s`. */
export function durationText(micros: number): string {
  if (!Number.isFinite(micros)) return numberText(micros);
  if (micros < 0) return `-${durationText(-micros)}`;
  const i = units.findIndex(([, length]) => micros >= length);
  const [unit, length] = units[i] ?? ['s', 1_000_000];
  if (length <= 1_000_000) return `${numberText(Number((micros / length).toPrecision(3)))} ${unit}`;
  const [smaller, smallerLength] = units[i + 1] as (typeof units)[number];
  let whole = Math.floor(micros / length);
  let rest = Math.round((micros - whole * length) / smallerLength);
  if (rest * smallerLength === length) [whole, rest] = [whole + 1, 0];
  const first = `${numberText(whole)} ${unit === 'day' && whole !== 1 ? 'days' : unit}`;
  return rest === 0 ? first : `${first} ${rest} ${smaller}`;
}

export function bytesText(bytes: number): string {
  const steps = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  let size = bytes;
  let step = 0;
  while (Math.abs(size) >= 999.5 && step < steps.length - 1) {
    size /= 1000;
    step++;
  }
  return step === 0
    ? `${numberText(size)} ${size === 1 ? 'byte' : 'bytes'}`
    : `${numberText(Number(size.toPrecision(3)))} ${steps[step]}`;
}

const trimmed = (exponential: string): string => exponential.replace(/\.?0*e\+?/, 'e');
