import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/stale-stage',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'A stage whose command, inputs or parameters are no longer the recorded ones',
  why: 'data, model and scores were made by another pipeline than the one that the repository shows',
  fix: 'run `dvc repro`, or record what is there with `dvc commit`',
  messages: {
    changed: 'stage {{stage}} is not as recorded: {{changes}}',
    frozen: 'stage {{stage}} is frozen and not as recorded, which `dvc status` leaves out: {{changes}}',
    unrecorded: 'stage {{stage}} has never been recorded',
    orphan: '{{lock}} still records the stage {{stage}}, which is gone',
  },
  options: z.strictObject({}),
  async check({ repository, stages, report }) {
    const { stages: stale, orphans, unchecked } = await stages.staleness();
    for (const { stage, isUnrecorded, changes } of stale) {
      const evidence = { stage: stage.address, changes: [...changes], frozen: stage.frozen };
      const where = { discriminator: stage.address, location: repository.place(stage.file, stages.lineOf(stage)) };
      const data = { stage: stage.address, changes: listed(changes) };
      if (isUnrecorded) report({ messageId: 'unrecorded', data: { stage: stage.address }, evidence, ...where });
      else if (stage.frozen) report({ messageId: 'frozen', data, evidence, ...where });
      else report({ messageId: 'changed', data, evidence, ...where });
    }
    for (const { name, lock } of orphans) {
      const where = { discriminator: `${lock}:${name}`, location: repository.place(lock) };
      report({ messageId: 'orphan', data: { stage: name, lock }, evidence: { stage: name, lock }, ...where });
    }
    return clean({ stages: stages.inScope.length, unchecked });
  },
});

const SHOWN = 5;

function listed(changes: readonly string[]): string {
  const rest = changes.length - SHOWN;
  return `${changes.slice(0, SHOWN).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
