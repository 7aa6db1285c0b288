import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'feature-store/future-values-allowed',
  subject: 'feature-store',
  needs: [],
  severity: 'warn',
  confidence: 'low',
  taxonomy: 'L3.1',
  since: '0.1.0',
  tags: ['leakage', 'time', 'feast'],
  summary: 'Code that fetches features with `strict_pit=False`',
  why: 'values that were stamped after the prediction are then joined, too: meant for the rows of this moment, it puts the future into training data',
  fix: 'leave `strict_pit` out where training data are fetched',
  messages: {
    loose: '{{file}} fetches features with strict_pit=False: the offline store {{store}} then joins later values, too',
  },
  options: z.strictObject({}),
  async check({ store, report }) {
    const { offline, looseCalls } = store;
    if (!offline) return skipped('needs the feature_store.yaml that names the offline store: `feast.repo`');
    if (!looseCalls) return clean({ store: offline.type }, `the offline store ${offline.type} has no such setting`);
    for (const { file, line } of looseCalls) {
      report({
        messageId: 'loose',
        data: { file, store: offline.type },
        evidence: { file, line, store: offline.type },
        discriminator: file,
        location: { path: file, line },
      });
    }
    return clean({ store: offline.type, calls: looseCalls.length });
  },
});
