import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/not-in-cache',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Recorded data that neither the cache nor the remote has',
  why: 'the recorded version cannot be brought back from here, so the result cannot be repeated',
  fix: 'get it with `dvc pull`, or have the machine that has it run `dvc push`',
  messages: {
    absent: '{{missing}} of {{objects}} objects of {{path}} are in neither the cache nor the remote {{remote}}',
    unreachable: '{{missing}} of {{objects}} objects of {{path}} are not in the cache, and no remote is set to fetch them from',
    damaged: 'the cache holds {{path}} damaged: {{damaged}} of {{objects}} objects are not what their names say',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    const outs = await stages.stored();
    for (const { stage, path, objects, nowhere, damaged, remote } of outs) {
      const evidence = { path, objects, missing: nowhere, damaged, remote };
      const where = { discriminator: `${stage.address}:${path}`, location: repository.place(stage.file, stages.lineOf(stage)) };
      if (damaged > 0) {
        const fix = 'remove the damaged objects from the cache and run `dvc pull`, or `dvc commit` where the data are right';
        report({ messageId: 'damaged', data: { path, objects, damaged }, evidence, fix, ...where });
      }
      if (nowhere === 0) continue;
      const data = { path, objects, missing: nowhere };
      if (remote === null) report({ messageId: 'unreachable', data, evidence, ...where });
      else report({ messageId: 'absent', data: { ...data, remote }, evidence, ...where });
    }
    const unknown = outs.filter((out) => out.unknown > 0);
    const reasons = [...new Set(unknown.flatMap(({ unasked = [] }) => unasked))].join('; ');
    const evidence = { outs: outs.length, unknown: unknown.length };
    return unknown.length > 0 ? skipped(`not in the cache, and not asked elsewhere: ${reasons}`, evidence) : clean(evidence);
  },
});
