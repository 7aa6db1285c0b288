import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'suppression/unused',
  subject: 'configuration',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['suppression'],
  summary: 'An `ignore` entry that covers no finding, though its rule looked',
  why: 'it would hide the next finding of that kind, which nobody has judged',
  fix: 'remove the entry',
  messages: { unused: 'the `ignore` of {{rule}} covers no finding' },
  options: z.strictObject({}),
  async check({ suppressions, report }) {
    const ignores = suppressions.filter(({ kind, isExpired }) => kind === 'ignore' && !isExpired);
    for (const { rule, findings, looked, datasets, columns, position } of ignores) {
      if (findings > 0 || !looked) continue;
      report({
        messageId: 'unused',
        data: { rule },
        evidence: { findings },
        discriminator: JSON.stringify([rule, datasets, columns]),
        ...(position && { location: position }),
      });
    }
    return clean({ entries: ignores.length, unchecked: ignores.filter(({ looked }) => !looked).length });
  },
});
