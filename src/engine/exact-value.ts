/** The integer as a number where that is exact. */
export function exactInteger(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** A decimal's text, or the number that prints the same digits. */
export function exactDecimal(text: string): number | string {
  const number = Number(text);
  const digits = text.includes('.') ? text.replace(/\.?0+$/, '') : text;
  return String(number) === digits || (number === 0 && /^-?0$/.test(digits)) ? number : text;
}
