import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/row-moved-between-splits',
  subject: 'pipeline',
  needs: ['stages', 'revisions'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.4',
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Files or rows that were test data in one revision and are train data in a later one',
  why: 'the model has now learned what it was tested on: scores before and after cannot be compared, and a model tuned further remembers both',
  fix: 'assign rows to splits by a hash of their id, so that the test data stay test data when data are added',
  messages: {
    files: '{{moved}} of {{of}} files of {{test}} at {{from}} are in {{train}} at {{to}}',
    rows: '{{moved}} of {{of}} rows of {{test}} at {{from}} are in {{train}} at {{to}}, and were not in train data before',
  },
  options: z.strictObject({
    sigmas: z.number().min(0).default(4).describe('Standard errors above the natural share of equal rows that count as moved'),
  }),
  async check({ revisions, repository, options, report }) {
    const location = repository.place('dvc.lock');
    const members = revisions.movedMembers();
    for (const { test, train, moved, of } of members.moved) {
      report({
        messageId: 'files',
        data: { ...revisions.names, test, train, moved: moved.length, of },
        evidence: { ...revisions.names, test, train, moved: moved.length, of, paths: moved.slice(0, 5) },
        discriminator: `${test}:${train}`,
        location,
      });
    }
    const rows = await revisions.movedRows();
    for (const { test, train, moved, of, shared } of rows.moved) {
      // How often rows equal train rows by themselves is what the earlier revision shows.
      const natural = shared / of;
      const expected = moved > 0 ? natural * of + options.sigmas * Math.sqrt(of * natural * (1 - natural)) : 0;
      if (moved <= expected) continue;
      report({
        messageId: 'rows',
        data: { ...revisions.names, test, train, moved, of },
        evidence: { ...revisions.names, test, train, moved, of, natural, expected },
        severity: moved < 3 ? 'warn' : 'error',
        discriminator: `${test}:${train}`,
        location,
      });
    }
    const unread = [...new Set([...members.unread, ...rows.unread])];
    const evidence = { ...revisions.names, unread };
    if (unread.length > 0)
      return skipped(`versions that the cache lacks, or no text whose rows can be told: ${unread.join(', ')}`, evidence);
    return clean(evidence);
  },
});
