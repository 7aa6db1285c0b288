import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';

const n = '(\\d+(?:\\.\\d+)?)';
const short = `(?=\\d)(?:${n}w)?(?:${n}d)?(?:${n}h)?(?:${n}m)?(?:${n}s)?(?:${n}ms)?(?:${n}us)?`;
const iso = `P(?=[\\dT])(?:${n}W)?(?:${n}D)?(?:T(?=\\d)(?:${n}H)?(?:${n}M)?(?:${n}S)?)?`;

/** `30d`, `1h30m`, `2w`, `500ms`, or ISO 8601 in weeks and less: `P30D`, `PT1H30M`. */
export const durationPattern = `^(?:${short}|${iso})$`;

const second = 1_000_000;
const units = [
  ['w', 604_800 * second],
  ['d', 86_400 * second],
  ['h', 3600 * second],
  ['m', 60 * second],
  ['s', second],
  ['ms', 1000],
  ['us', 1],
] as const;

/**
 * Length in microseconds; `m` stands for minutes.
 * @throws UserError for anything else, and for spans beyond exact microseconds (285 years)
 */
export function parseDuration(text: string): number {
  const amounts = new RegExp(durationPattern).exec(text)?.slice(1);
  if (!amounts) throw new UserError(`must be a length of time, not ${quote(text)}`, { hint: hintFor(text) });
  const micros = Math.round(
    amounts.reduce((sum, amount, i) => sum + (amount === undefined ? 0 : Number(amount) * units[i % units.length]![1]), 0),
  );
  if (!Number.isSafeInteger(micros)) throw new UserError(`must be a length of time up to 285 years, not ${quote(text)}`);
  return micros;
}

/** The shortest text that `parseDuration` reads as the same length. */
export function formatDuration(micros: number): string {
  let rest = Math.round(micros);
  let text = '';
  for (const [unit, length] of units) {
    const amount = Math.floor(rest / length);
    if (amount && (unit !== 'w' || rest % length === 0)) {
      text += `${amount}${unit}`;
      rest -= amount * length;
    }
  }
  return text || '0s';
}

function hintFor(text: string): string {
  if (/^P[^T]*\d[YM]/.test(text) || /\d\s*(y|mo|months?|years?)\b/i.test(text))
    return 'months and years differ in length: write days, such as `30d`';
  if (/^\d+(\.\d+)?$/.test(text)) return `add a unit: \`${text}s\`, \`${text}m\` (minutes), \`${text}h\` or \`${text}d\``;
  return 'write it like `30d`, `12h`, `15m` (minutes), `90s`, `1h30m` or ISO 8601 `P30D`';
}
