import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/hash-mismatch',
  subject: 'dataset',
  needs: ['version'],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Data that is not what DVC recorded',
  why: 'the result cannot be traced to a version of the data, and nobody can repeat it',
  fix: 'restore the recorded data with `dvc checkout`, or record this data with `dvc commit` or `dvc repro`',
  messages: {
    differs: '{{dataset}} differs from the hash recorded in {{recordedIn}}: {{recorded}}',
    members:
      '{{dataset}} differs from the directory recorded in {{recordedIn}}: {{added}} files added, {{removed}} removed, {{changed}} changed',
  },
  options: z.strictObject({}),
  async check({ table, version, report }) {
    const { recordedIn, recorded, actual, state, hash, reason, differences } = version;
    const evidence = { recorded, actual, recordedIn, hash, legacy: hash === 'md5-dos2unix', ...differences };
    if (state === 'unchecked') return skipped(reason ?? 'the recorded hash cannot be compared', evidence);
    if (state === 'match') return clean(evidence);
    const about = { dataset: table.name, recordedIn };
    report(
      differences
        ? { messageId: 'members', data: { ...about, ...differences }, evidence }
        : { messageId: 'differs', data: { ...about, recorded }, evidence },
    );
    return undefined;
  },
});
