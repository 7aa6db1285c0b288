import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { viewsInUse } from '../../src/measure/feature-store/views-in-use.ts';

const SECOND = 1e6;

export default defineRule({
  id: 'feature-store/store-ignores-ttl',
  subject: 'feature-store',
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['feast'],
  summary: 'A ttl that the offline store does not keep',
  why: 'training rows hold values that are older than the view allows, where serving or another store has none',
  fix: 'use an offline store that keeps the ttl, or a ttl in whole seconds; check training data with time/point-in-time',
  messages: {
    ignored: 'view {{view}} has a ttl, which the offline store {{store}} does not look at: values of any age are joined',
    none: 'view {{view}} has a ttl of less than a second, which the offline store {{store}} takes for none: values of any age are joined',
    seconds: 'view {{view}} has a ttl of {{seconds}} s, which the offline store {{store}} cuts to {{whole}} s',
  },
  options: z.strictObject({}),
  async check({ store, report }) {
    const { offline } = store;
    if (!offline) return skipped('needs the feature_store.yaml that names the offline store: `feast.repo`');
    const views = viewsInUse(store).filter(({ ttl }) => ttl > 0);
    for (const { name, ttl } of views) {
      const seconds = ttl / SECOND;
      const said = { view: name, store: offline.type };
      const common = {
        evidence: { view: name, store: offline.type, ttlSeconds: seconds },
        discriminator: name,
        location: store.placeOf(name),
      };
      if (offline.ttl === 'ignored') report({ messageId: 'ignored', data: said, ...common });
      if (offline.ttl !== 'seconds') continue;
      if (seconds < 1) report({ messageId: 'none', data: said, ...common });
      else if (seconds % 1) {
        report({ messageId: 'seconds', data: { ...said, seconds, whole: Math.floor(seconds) }, ...common, severity: 'info' });
      }
    }
    return clean({ views: views.length, store: offline.type });
  },
});
