import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { asOfLookup } from '../../src/measure/as-of/open-lookup.ts';
import { stampedWindow } from '../../src/measure/as-of/window-stamps.ts';
import { windowValues } from '../../src/measure/as-of/window-values.ts';

export default defineRule({
  id: 'feature-store/window-stamped-aggregate',
  subject: 'source',
  needs: ['time'],
  severity: 'info',
  confidence: 'low',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time', 'feast'],
  summary: 'Values stamped with the beginning of an hour, a week, a month or a year, joined to rows within it',
  why: 'a sum over a window is complete only when the window is over: stamped with its beginning, it tells the rows within what is still to come',
  fix: 'stamp an aggregate with the end of its window, or let it count that much later (`delaySeconds` of time/point-in-time)',
  messages: {
    written:
      '{{column}} holds the value of the {{window}} that the row is in, in {{inside}} of {{rows}} rows ({{share|percent}}): values are stamped with its beginning and were written after its end',
    stamped:
      '{{column}} holds the value of the {{window}} that the row is in, in {{inside}} of {{rows}} rows ({{share|percent}}): all of {{source}} is stamped with the beginning of one, and sums over it are not known then',
  },
  options: z.strictObject({
    minWindows: z.number().int().min(2).default(5).describe('Hours, weeks, months or years that the source must have'),
    minShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.2)
      .describe('Share of rows with the value of their own window that a finding needs'),
  }),
  async check({ labels, source, join, time, options, report }) {
    const opened = await asOfLookup(labels, source, join, time, { lag: 0, strict: false });
    if ('lacks' in opened) return skipped(opened.lacks);
    const { lookup } = opened;
    // Told once for all features that are looked up alike.
    const first = lookup.features[0]!.column;
    if (first.name !== join.column.name) return clean({}, `looked at with ${first.name}`);
    const window = await stampedWindow(lookup);
    if (!window) return clean({}, 'the source is not stamped with the beginnings of hours, weeks, months or years');
    const { name, micros, count } = window;
    if (count < options.minWindows) return clean({ windows: count }, `the source is stamped at ${count} times`);
    const counted = (await windowValues(lookup, micros)).map((counts, i) => ({ ...counts, column: lookup.features[i]!.column }));
    const told = counted.filter(({ rows, inside }) => inside > 0 && inside >= options.minShare * rows);
    const [worst] = (told.length ? told : counted).toSorted((a, b) => b.inside - a.inside);
    const { column, rows, inside, before, after } = worst!;
    const evidence = { rows, inside, writtenBeforeEnd: before, writtenAfterEnd: after, window: name, windows: count };
    if (!told.length || before >= inside / 2) return clean(evidence);
    const said = { column: column.name, source: source.name, window: name, rows, inside, share: inside / rows };
    const common = { columns: told.map((one) => one.column), evidence };
    if (after >= inside / 2) report({ messageId: 'written', data: said, ...common, severity: 'warn', confidence: 'high' });
    else report({ messageId: 'stamped', data: said, ...common });
    return clean(evidence);
  },
});
