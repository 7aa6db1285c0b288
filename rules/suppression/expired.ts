import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'suppression/expired',
  subject: 'configuration',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['suppression'],
  summary: 'An `ignore` entry, or one of the baseline, whose last day has passed',
  why: 'what it accepted was accepted for a time, and counts again',
  fix: 'mend what it covered, or give it a later `until` with a reason that still holds',
  messages: {
    back: 'the {{what}} of {{rule}} expired after {{until}}: its findings are back',
    idle: 'the {{what}} of {{rule}} expired after {{until}}, and nothing it covered is found any more',
  },
  options: z.strictObject({}),
  async check({ suppressions, report }) {
    const expired = suppressions.filter(({ isExpired }) => isExpired);
    for (const { kind, rule, until = '', findings, datasets, columns, fingerprint, position } of expired) {
      report({
        messageId: findings > 0 ? 'back' : 'idle',
        data: { what: kind === 'ignore' ? '`ignore`' : 'baseline entry', rule, until },
        evidence: { findings, until },
        discriminator: fingerprint ?? JSON.stringify([rule, datasets, columns]),
        ...(position && { location: position }),
      });
    }
    return clean({ entries: suppressions.length });
  },
});
