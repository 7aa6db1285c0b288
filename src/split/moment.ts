import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';

const SECOND = 1e6;
const MOMENT = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,6}))?Z?)?$/;

/** Microseconds since 1970-01-01 UTC. @throws UserError for a text that is no moment */
export function parseMoment(text: string): number {
  const [, day, time = '00:00', fraction = ''] = MOMENT.exec(text) ?? [];
  const ms = day === undefined ? Number.NaN : Date.parse(`${day}T${time.length === 5 ? `${time}:00` : time}Z`);
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(day!)) {
    throw new UserError(`${quote(text)} is no moment`, { hint: 'write it like `2025-03-01` or `2025-03-01T12:00:00`, in UTC' });
  }
  return ms * 1000 + Number(fraction.padEnd(6, '0'));
}

/** The shortest text that `parseMoment` reads as the same moment. */
export function formatMoment(micros: number): string {
  const seconds = Math.floor(micros / SECOND);
  const text = new Date(seconds * 1000).toISOString().slice(0, 19);
  const fraction = Math.round(micros - seconds * SECOND);
  if (fraction > 0) return `${text}.${String(fraction).padStart(6, '0')}`;
  return text.endsWith('T00:00:00') ? text.slice(0, 10) : text;
}
