import type { RawMoment } from './shape.ts';

/** Microseconds of a protobuf duration: `{seconds, nanos}`, or text such as `7200s` and `0.500s`. */
export function micros(duration: RawMoment | undefined): number {
  if (duration === undefined) return 0;
  if (typeof duration === 'string') return Math.round(Number.parseFloat(duration) * 1e6);
  return duration.seconds * 1e6 + Math.round(duration.nanos / 1000);
}

/** ISO 8601 of a protobuf timestamp; undefined for one that is absent or out of range. */
export function isoTime(moment: RawMoment | undefined): string | undefined {
  if (moment === undefined) return undefined;
  const date = new Date(typeof moment === 'string' ? moment : micros(moment) / 1000);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
