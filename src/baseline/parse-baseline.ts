import { throwProblems } from '../config/config-error.ts';
import { explainIssues } from '../config/explain-issues.ts';
import { dotted, type Path } from '../config/path.ts';
import { readYaml } from '../config/read-yaml.ts';
import { withoutUndefined } from '../config/without-undefined.ts';
import type { KnownFinding } from '../judge/baseline.ts';
import { quote } from '../text/quote.ts';
import { baselineSchema } from './baseline-schema.ts';

/**
 * The findings of a baseline that people review, in YAML or JSON.
 * @param shown the path that positions name
 * @throws ConfigError with everything that is wrong
 */
export async function parseBaseline(text: string, shown: string): Promise<KnownFinding[]> {
  const yaml = await readYaml(text, shown, isText);
  const parsed = baselineSchema.safeParse(yaml.value ?? {});
  const problems = parsed.success
    ? []
    : explainIssues(parsed.error.issues, baselineSchema, yaml.value, {
        name: (path) => (path.length ? quote(dotted(path)) : 'the baseline'),
        position: yaml.position,
      });
  throwProblems([...yaml.problems, ...problems]);
  if (!parsed.success) throw parsed.error;
  return Object.entries(parsed.data.findings).map(
    ([fingerprint, { rule, dataset, role, against, columns = [], ...said }]): KnownFinding => ({
      ...{ fingerprint, rule, columns },
      subject: { dataset, role, ...(against && { against }) },
      ...withoutUndefined(said),
      position: yaml.position(['findings', fingerprint], 'key'),
    }),
  );
}

/** Names of columns and data sets count as they are written. */
const isText = (path: Path): boolean => path[0] === 'findings' && path.length > 2;
