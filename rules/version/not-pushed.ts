import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/not-pushed',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Recorded data that is in the cache and not in the remote',
  why: 'others get the record and not the data: what was measured here can be repeated only on this machine',
  fix: 'run `dvc push`',
  messages: {
    absent: '{{missing}} of {{objects}} objects of {{path}} are not in the remote {{remote}}',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    const outs = await stages.stored();
    for (const { stage, path, objects, unpushed, remote } of outs) {
      if (unpushed === 0 || remote === null) continue;
      report({
        messageId: 'absent',
        data: { path, objects, missing: unpushed, remote },
        evidence: { path, objects, missing: unpushed, remote },
        discriminator: `${stage.address}:${path}`,
        location: repository.place(stage.file, stages.lineOf(stage)),
      });
    }
    const asked = outs.filter(({ remote, unasked }) => remote !== null && unasked === undefined);
    const reasons = outs.filter((out) => !asked.includes(out)).map(({ unasked }) => unasked ?? 'no remote is set');
    const evidence = { outs: outs.length, asked: asked.length };
    return reasons.length > 0 ? skipped([...new Set(reasons)].join('; '), evidence) : clean(evidence);
  },
});
