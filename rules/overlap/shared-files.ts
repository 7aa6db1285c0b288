import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'overlap/shared-files',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L1.4',
  since: '0.1.0',
  tags: ['leakage', 'dvc'],
  summary: 'Files of equal content, or of the same group, in directories of different splits',
  why: 'the model can score these files from memory, so the score says nothing of files it has not seen',
  fix: 'remove duplicates before the split, and keep all files of a group in one split',
  messages: {
    files: '{{shared}} of {{files}} files in {{second}} are also in {{first}}, byte for byte',
    groups: '{{shared}} of {{groups}} groups of files in {{second}} also have files in {{first}}',
  },
  options: z.strictObject({
    minBytes: z.number().int().min(0).default(64).describe('Smaller files say nothing when they are equal'),
    group: z
      .string()
      .refine(isPattern, 'not a regular expression')
      .default('')
      .describe('Regular expression whose first group in a file’s path names what the file is of, such as a patient'),
  }),
  async check({ stages, repository, options, report }) {
    const location = repository.place('dvc.lock');
    const pairs = await stages.sharedFiles(options.minBytes, options.group === '' ? null : new RegExp(options.group, 'u'));
    for (const { first, second, files, counted, sharedGroups, groups } of pairs) {
      const discriminator = `${first}:${second}`;
      if (files.length > 0) {
        const shared = files.reduce((sum, { inSecond }) => sum + inSecond.length, 0);
        const paths = files.slice(0, 5).flatMap(({ inSecond }) => inSecond[0] ?? []);
        const evidence = { first, second, shared, contents: files.length, files: counted, paths };
        report({ messageId: 'files', data: { first, second, shared, files: counted }, evidence, discriminator, location });
      }
      if (sharedGroups > 0) {
        const evidence = { first, second, shared: sharedGroups, groups };
        report({ messageId: 'groups', data: { first, second, shared: sharedGroups, groups }, evidence, discriminator, location });
      }
    }
    return clean();
  },
});

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
