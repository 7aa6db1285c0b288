import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { viewsInUse } from '../../src/measure/feature-store/views-in-use.ts';

/** The first that no longer joins later values for a view without a ttl, and the first that can leave out what was written later. */
const BOUNDED = [0, 23];
const CUT_OFF = [0, 66];

export default defineRule({
  id: 'feature-store/old-feast',
  subject: 'feature-store',
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time', 'feast'],
  summary: 'A version of Feast that joins values of the future, or cannot leave them out',
  why: 'the same features and the same call give other training data in another version',
  fix: 'raise the version of Feast, and fetch the training data again',
  messages: {
    future:
      'feast {{version}} joins later values for views without a ttl when it reads files, as for {{views}}: mended in 0.23 (#2960)',
    uncut:
      'feast {{version}} cannot leave out rows that were written after the prediction: 0.66 can, with `filter_by_created_timestamp`',
  },
  options: z.strictObject({}),
  async check({ store, report }) {
    const { feast, offline } = store;
    if (!feast) return skipped('needs a file of dependencies that bounds the version of feast');
    const version = `${feast.below ? '<' : ''}${feast.version}`;
    const views = viewsInUse(store);
    const unbounded = views.filter(({ kind, joinKeys, ttl }) => kind !== 'label' && joinKeys.length && ttl === 0);
    const written = views.filter(({ source }) => source?.createdColumn);
    const evidence = { version, file: feast.file };
    const location = { path: feast.file, line: feast.line };
    if (isBefore(feast, BOUNDED) && offline?.type === 'dask' && unbounded.length) {
      const names = unbounded.map(({ name }) => name);
      const data = { version, views: names.slice(0, 5).join(', ') };
      report({ messageId: 'future', data, evidence: { ...evidence, views: names }, location, discriminator: 'future' });
    } else if (isBefore(feast, CUT_OFF) && written.length) {
      report({ messageId: 'uncut', data: { version }, evidence, location, discriminator: 'uncut', severity: 'info' });
    }
    return clean(evidence);
  },
});

function isBefore(
  { parts, below }: { readonly parts: readonly number[]; readonly below: boolean },
  limit: readonly number[],
): boolean {
  const i = limit.findIndex((part, place) => (parts[place] ?? 0) !== part);
  return i < 0 ? below && parts.slice(limit.length).every((part) => part === 0) : (parts[i] ?? 0) < limit[i]!;
}
