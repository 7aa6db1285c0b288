import { bytesText, durationText, numberText, percentText } from './number-text.ts';

const formats: Readonly<Record<string, (value: number) => string>> = {
  number: numberText,
  percent: percentText,
  duration: durationText,
  bytes: bytesText,
};

/** `{{slot}}` and `{{slot|format}}`; durations are in microseconds, percentages are shares of one. */
const slot = /\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}/g;

/** Fills a message's slots in one pass: a value that looks like a slot stays as it is, and so does a slot that cannot be filled. */
export function renderMessage(template: string, data: Readonly<Record<string, string | number | bigint>>): string {
  return template.replace(slot, (whole, name: string, format = 'number') => {
    const value = Object.hasOwn(data, name) ? data[name] : undefined;
    if (value === undefined) return whole;
    if (typeof value === 'string') return value;
    const toText = formats[format];
    if (!toText) return whole;
    return format === 'number' ? numberText(value) : toText(Number(value));
  });
}
