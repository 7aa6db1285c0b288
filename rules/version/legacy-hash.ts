import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: 'version/legacy-hash',
  subject: 'pipeline',
  needs: ['stages'],
  severity: 'info',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['version', 'dvc'],
  summary: 'Hashes that DVC 2 recorded, which cannot be compared with those of DVC 3',
  why: 'a stage recorded by DVC 3 on data recorded by DVC 2 cannot be held against it, and text counts the same with other line ends',
  fix: 'run `dvc cache migrate --dvc-files`, or `dvc repro`',
  messages: {
    legacy: '{{legacy}} of {{hashes}} recorded hashes are of DVC 2; {{mixed}} stages mix both kinds',
  },
  options: z.strictObject({}),
  async check({ stages, report }) {
    const names = stages.stages.map(({ deps, outs }) =>
      [...outs, ...deps.filter((dep) => dep.kind === 'data')].flatMap(({ hash }) => hash?.name ?? []),
    );
    const hashes = names.flat().filter((name) => name === 'md5' || name === 'md5-dos2unix');
    const legacy = hashes.filter((name) => name === 'md5-dos2unix').length;
    const mixed = names.filter((own) => own.includes('md5') && own.includes('md5-dos2unix')).length;
    const evidence = { hashes: hashes.length, legacy, mixed };
    if (legacy > 0) report({ messageId: 'legacy', data: evidence, evidence });
    return clean(evidence);
  },
});
