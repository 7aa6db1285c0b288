import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';
import { viewsInUse } from '../../src/measure/feature-store/views-in-use.ts';
import { areDays } from '../../src/measure/time/event-time.ts';

export default defineRule({
  id: 'feature-store/date-stamped-source',
  subject: 'feature-store',
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time', 'feast'],
  summary: 'A view whose rows are stamped with a date, joined to rows with a time of day',
  why: 'a date counts from its first moment: what a day summed up to is joined to all rows of that day, also to those before it happened',
  fix: 'stamp the rows with the time they were complete at, as midnight of the next day, and leave out `timestamp_field_type`',
  messages: {
    dates:
      'view {{view}} is stamped with dates, and a date counts from its first moment: its values are joined to all rows of the same day',
  },
  options: z.strictObject({}),
  async check({ store, train, declared, report }) {
    const views = viewsInUse(store);
    const dated = views.filter(({ source }) => source?.dateTimes);
    const { time } = declared;
    const evidence = { views: views.length, dated: dated.length };
    const isKnown = train !== undefined && time !== undefined;
    if (dated.length && isKnown && areDays(time, await train.frame())) return clean(evidence, 'the rows have dates, too');
    for (const { name } of dated) {
      report({
        messageId: 'dates',
        data: { view: name },
        evidence: { view: name },
        // Rows may have dates, too.
        ...(!isKnown && { severity: 'info' as const }),
        discriminator: name,
        location: store.placeOf(name),
      });
    }
    return clean(evidence);
  },
});
