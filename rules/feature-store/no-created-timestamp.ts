import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';
import { viewsInUse } from '../../src/measure/feature-store/views-in-use.ts';

export default defineRule({
  id: 'feature-store/no-created-timestamp',
  subject: 'feature-store',
  needs: [],
  severity: 'info',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['leakage', 'feast'],
  summary: 'A source that does not say when its rows were written',
  why: 'back-filled and corrected values cannot be told from those that were there at the time, and a cut-off by the created time does nothing',
  fix: 'write the load time of each row to the source, and name it as `created_timestamp_column`',
  messages: { missing: 'source {{source}} of {{views}} has no created timestamp: values that were written late cannot be seen' },
  options: z.strictObject({}),
  async check({ store, report }) {
    const sources = new Map<string, string[]>();
    const sourced = viewsInUse(store).flatMap(({ name, source }) => (source ? [{ name, source }] : []));
    for (const { name: view, source } of sourced.filter((one) => !one.source.createdColumn)) {
      const name = source.name || source.uri || source.table || 'without a name';
      sources.set(name, [...(sources.get(name) ?? []), view]);
    }
    for (const [name, views] of sources) {
      report({
        messageId: 'missing',
        data: { source: name, views: views.slice(0, 5).join(', ') },
        evidence: { source: name, views },
        discriminator: name,
        location: store.placeOf(views[0]!),
      });
    }
    return clean({ views: sourced.length, without: sources.size });
  },
});
