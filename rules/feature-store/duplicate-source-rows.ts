import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { asOfLookup } from '../../src/measure/as-of/open-lookup.ts';
import { tiedRows } from '../../src/measure/as-of/tied-rows.ts';

export default defineRule({
  id: 'feature-store/duplicate-source-rows',
  subject: 'source',
  needs: ['time'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['feast'],
  summary: 'Rows of a source that share their key and time',
  why: 'which of them a training row is given is left to chance, and some offline stores give it all of them, as so many training rows',
  fix: 'keep one row for each key and time in the source, or write when each was loaded and name it as the created timestamp',
  messages: {
    arbitrary:
      '{{differing}} rows of {{source}} share key and time with a row of other values, and nothing says which was written last',
    copies:
      '{{tied}} rows of {{source}} are there twice for one key and time: the offline store {{store}} gives a training row for each',
    unordered:
      '{{rewritten}} rows of {{source}} correct a row of the same key and time: the offline store {{store}} may join the one written first',
  },
  options: z.strictObject({ minRows: z.number().int().min(1).default(1).describe('Rows from which it is reported') }),
  async check({ labels, source, join, store, time, options, report }) {
    const opened = await asOfLookup(labels, source, join, time, { lag: 0, strict: false });
    if ('lacks' in opened) return skipped(opened.lacks);
    const { lookup } = opened;
    // Told once for all features that are looked up alike.
    const first = lookup.features[0]!.column;
    if (first.name !== join.column.name) return clean({}, `looked at with ${first.name}`);
    const { differingByFeature, ...counts } = await tiedRows(lookup);
    const columns = lookup.features.flatMap(({ column }, i) => (differingByFeature[i] ? [column] : []));
    const said = { source: source.name, ...counts };
    const offline = store?.offline;
    const common = { evidence: { ...counts, created: lookup.created !== undefined } };
    if (counts.differing >= options.minRows) report({ messageId: 'arbitrary', data: said, ...common, columns });
    else if (offline?.ties === 'fan-out' && counts.tied >= options.minRows) {
      report({ messageId: 'copies', data: { ...said, store: offline.type }, ...common, columns: [join.column] });
    }
    if (offline?.ties === 'any' && lookup.created && counts.rewritten >= options.minRows) {
      const columns = [join.column];
      report({ messageId: 'unordered', data: { ...said, store: offline.type }, ...common, columns, severity: 'info' });
    }
    return clean(common.evidence);
  },
});
