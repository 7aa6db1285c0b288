import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/lock-conflict',
  subject: 'pipeline',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'A dvc.lock or .dvc file that records nothing reliable: merge markers, doubled keys, ill-formed hashes',
  why: 'which version of the data belongs to this commit cannot be told',
  fix: 'resolve the conflict; of a dvc.lock take either side and run `dvc repro`',
  messages: {
    conflict: '{{file}} holds merge conflict markers',
    unreadable: '{{file}} cannot be read: {{problem}}',
    hash: '{{file}} records an ill-formed hash of {{path}}',
  },
  options: z.strictObject({}),
  async check({ repository, report }) {
    for (const { file, line, kind, what } of repository.damaged) {
      const location = repository.place(file, line);
      if (kind === 'conflict')
        report({ messageId: 'conflict', data: { file }, evidence: { file }, discriminator: file, location });
      else if (kind === 'unreadable')
        report({
          messageId: 'unreadable',
          data: { file, problem: what },
          evidence: { file, problem: what },
          discriminator: file,
          fix: 'mend the file, or take it from the last good commit',
          location,
        });
      else
        report({
          messageId: 'hash',
          data: { file, path: what },
          evidence: { file, path: what },
          discriminator: `${file}:${what}`,
          fix: 'record the data anew with `dvc commit`; a hash is 32 lower-case hexadecimal digits, in quotes when it is digits alone',
          location,
        });
    }
    return clean();
  },
});
