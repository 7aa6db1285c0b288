import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/hash-mismatch',
  subject: 'recorded',
  needs: [],
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
  async check({ versions, report }) {
    const all = await versions();
    const unchecked: string[] = [];
    for (const { name, version } of all) {
      const { recordedIn, recorded, actual, state, hash, reason, differences } = version;
      if (state === 'unchecked') unchecked.push(reason ?? 'the recorded hash cannot be compared');
      if (state !== 'mismatch') continue;
      const evidence = { recorded, actual, recordedIn, hash, legacy: hash === 'md5-dos2unix', ...differences };
      const about = { dataset: name, recordedIn };
      const where = { discriminator: name, location: { path: recordedIn, line: 1, column: 1 } };
      report(
        differences
          ? { messageId: 'members', data: { ...about, ...differences }, evidence, ...where }
          : { messageId: 'differs', data: { ...about, recorded }, evidence, ...where },
      );
    }
    const [only] = all;
    const evidence =
      only && all.length === 1
        ? {
            recorded: only.version.recorded,
            actual: only.version.actual,
            recordedIn: only.version.recordedIn,
            hash: only.version.hash,
          }
        : { compared: all.length - unchecked.length, unchecked: unchecked.length };
    if (all.length > 0 && unchecked.length === all.length) return skipped([...new Set(unchecked)].join('; '), evidence);
    return clean(evidence);
  },
});
