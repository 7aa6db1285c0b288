import { visibleJson } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { descriptor, rulesOf } from '../sarif/descriptors.ts';
import { result } from '../sarif/result.ts';
import { sarifText } from '../sarif/sarif-text.ts';
import type { Report } from '../schema.ts';
import { outcomeText } from '../subject-text.ts';
import { counted } from '../words.ts';

/** GitHub keeps the 5,000 gravest results of a run and refuses more than 25,000. */
const resultLimit = 5000;

/** SARIF 2.1.0 with what GitHub code scanning asks for beyond it. */
export const sarif: Format = {
  name: 'sarif',
  summary: 'SARIF 2.1.0, for GitHub code scanning and other viewers',
  contentType: 'application/sarif+json',
  render(report, { ruleDocs }) {
    const { tool, run, baselines } = report;
    const rules = rulesOf(report);
    const indexes = new Map(rules.map(({ id }, i) => [id, i]));
    const log = {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: {
              name: tool.name,
              version: tool.version,
              semanticVersion: tool.version,
              rules: rules.map((rule) => descriptor(rule, ruleDocs?.(rule.id))),
            },
          },
          automationDetails: { id: `watertight/${(run.project ?? 'check').replaceAll('/', '-')}/` },
          columnKind: 'utf16CodeUnits',
          invocations: [invocation(report, indexes)],
          results: report.findings
            .slice(0, resultLimit)
            .map((finding) => result(finding, indexes.get(finding.rule) as number, report)),
          // Results of state `absent` would be open alerts to GitHub, which doesn't read the state.
          properties: { status: run.status, failOn: run.failOn, git: run.git, ...(baselines && { baselines }) },
        },
      ],
    };
    return `${visibleJson(log, 2)}\n`;
  },
};

function invocation({ run, outcomes, findings }: Report, indexes: ReadonlyMap<string, number>) {
  const started = new Date(run.startedAt);
  const cut = findings.length - resultLimit;
  const notification = (level: 'error' | 'warning', text: string) => ({ level, message: { text: sarifText(text) } });
  return {
    executionSuccessful: run.status !== 'error',
    startTimeUtc: started.toISOString(),
    endTimeUtc: new Date(started.getTime() + run.durationMs).toISOString(),
    toolExecutionNotifications: [
      ...run.errors.map((error) => notification('error', error)),
      ...outcomes
        .filter(({ status }) => status === 'crashed')
        .map(({ rule, subject, reason = '' }) => ({
          ...notification('error', `${rule} crashed on ${outcomeText(subject)}: ${reason}`),
          associatedRule: { id: rule, ...(indexes.has(rule) && { index: indexes.get(rule) }) },
        })),
      ...(cut > 0 ? [notification('warning', `${counted(cut, 'result')} of lower severity left out`)] : []),
    ],
    toolConfigurationNotifications: run.notices.map((notice) => notification('warning', notice)),
  };
}
