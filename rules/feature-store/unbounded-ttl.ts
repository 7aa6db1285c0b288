import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';
import { viewsInUse } from '../../src/measure/feature-store/views-in-use.ts';

const DAY = 86_400e6;

export default defineRule({
  id: 'feature-store/unbounded-ttl',
  subject: 'feature-store',
  needs: [],
  severity: 'info',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['feast'],
  summary: 'A view whose values never grow too old',
  why: 'a value that stopped being updated is joined and served for ever, and nobody is told that it is missing',
  fix: 'set `ttl=timedelta(…)` to the age from which on a value should count as missing',
  messages: {
    unbounded: 'view {{view}} has no ttl: values of any age are joined',
    long: 'view {{view}} has a ttl of {{days}} days',
  },
  options: z.strictObject({
    maxDays: z.number().min(0).default(0).describe('A ttl of more days is reported too; 0: none is'),
  }),
  async check({ store, options, report }) {
    // Values without a key, and labels, are meant to be the last ones there are.
    const views = viewsInUse(store).filter(({ kind, joinKeys }) => kind !== 'label' && joinKeys.length);
    for (const { name, ttl } of views) {
      const days = ttl / DAY;
      const common = { evidence: { view: name, ttlDays: days }, discriminator: name, location: store.placeOf(name) };
      if (ttl === 0) report({ messageId: 'unbounded', data: { view: name }, ...common });
      else if (options.maxDays && days > options.maxDays) report({ messageId: 'long', data: { view: name, days }, ...common });
    }
    return clean({ views: views.length });
  },
});
