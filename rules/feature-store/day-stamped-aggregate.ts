import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { dayStamps, sameDayValues } from '../../src/measure/as-of/day-stamps.ts';
import { asOfLookup } from '../../src/measure/as-of/open-lookup.ts';

export default defineRule({
  id: 'feature-store/day-stamped-aggregate',
  subject: 'source',
  needs: ['time'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time', 'feast'],
  summary: 'Values stamped with the midnight a day begins at, joined to rows of that same day',
  why: 'a sum over a day is complete only when the day is over: stamped with its beginning, it tells the rows of the day what is still to come',
  fix: 'stamp an aggregate with the end of its window, or let it count a day later (`delaySeconds: 86400` of time/point-in-time)',
  messages: {
    written:
      '{{column}} holds values of the same day in {{sameDay}} of {{rows}} rows ({{share|percent}}): they are stamped with its beginning and were written after its end',
    midnight:
      '{{column}} holds values of the same day in {{sameDay}} of {{rows}} rows ({{share|percent}}): all of {{source}} is stamped at midnight, and sums over a day are not known then',
  },
  options: z.strictObject({
    minDays: z.number().int().min(2).default(5).describe('Days that the source must have'),
    minShare: z.number().min(0).max(1).default(0.2).describe('Share of rows with a value of the same day that a finding needs'),
  }),
  async check({ labels, source, join, time, options, report }) {
    const opened = await asOfLookup(labels, source, join, time, { lag: 0, strict: false });
    if ('lacks' in opened) return skipped(opened.lacks);
    const { lookup } = opened;
    // Told once for all features that are looked up alike.
    const first = lookup.features[0]!.column;
    if (first.name !== join.column.name) return clean({}, `looked at with ${first.name}`);
    const { timeOfDay, days } = await dayStamps(lookup);
    if (timeOfDay === undefined) return clean({ days }, 'the source is stamped at several times of the day');
    if (days < options.minDays) return clean({ days }, `the source has ${days} days`);
    const counted = (await sameDayValues(lookup)).map((counts, i) => ({ ...counts, column: lookup.features[i]!.column }));
    const told = counted.filter(({ rows, sameDay }) => sameDay > 0 && sameDay >= options.minShare * rows);
    const [worst] = (told.length ? told : counted).toSorted((a, b) => b.sameDay - a.sameDay);
    const { column, ...counts } = worst!;
    const { rows, sameDay, written, afterDay } = counts;
    const evidence = { ...counts, days, hourOfDay: timeOfDay / 3600e6 };
    if (!told.length) return clean(evidence);
    const said = { column: column.name, source: source.name, rows, sameDay, share: sameDay / rows };
    const common = { columns: told.map((one) => one.column), evidence };
    if (lookup.created && afterDay >= sameDay / 2) report({ messageId: 'written', data: said, ...common, confidence: 'high' });
    // A time that is no midnight is when a snapshot was taken, and so is one that was written before it was used.
    else if (timeOfDay === 0 && !(lookup.created && written >= sameDay / 2))
      report({ messageId: 'midnight', data: said, ...common });
    return clean(evidence);
  },
});
