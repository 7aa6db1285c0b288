import { visible } from '../../text/visible.ts';
import { placeOf } from '../place.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { whatAndDo } from '../sentences.ts';
import { uriOf } from '../uri.ts';
import { levels } from './descriptors.ts';
import { sarifText } from './sarif-text.ts';

const ranks = { high: 90, medium: 60, low: 30 } as const;
const logicalLocationLimit = 100;

/** A finding as a SARIF result; GitHub takes its identity from `primaryLocationLineHash`. */
export function result(finding: ReportFinding, ruleIndex: number, report: Report) {
  const {
    rule,
    severity,
    message,
    fix,
    fingerprint,
    confidence,
    coverage,
    taxonomy,
    evidence,
    sql,
    suppressed,
    baseline,
    known,
  } = finding;
  const { path, line, column } = placeOf(finding, report);
  return {
    ruleId: rule,
    ruleIndex,
    level: levels[severity],
    message: { text: sarifText(whatAndDo(message, fix)) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: uriOf(path) }, region: { startLine: line, startColumn: column } },
        logicalLocations: logicalLocations(finding.subject),
      },
    ],
    relatedLocations: relatedLocations(finding.subject, report),
    partialFingerprints: { primaryLocationLineHash: fingerprint, 'watertight/v1': fingerprint },
    rank: ranks[confidence],
    suppressions: suppressed ? [{ kind: 'external', status: 'accepted', justification: justification(suppressed) }] : [],
    ...(baseline && { baselineState: baseline }),
    properties: { confidence, coverage, taxonomy, evidence, ...(sql !== undefined && { sql }), ...(known && { known }) },
  };
}

const justification = ({ reason, until }: NonNullable<ReportFinding['suppressed']>): string =>
  visible(until ? `${reason} (until ${until})` : reason);

function logicalLocations(subject: ReportFinding['subject']) {
  const dataset = visible(subject.dataset);
  const columns = subject.columns.slice(0, logicalLocationLimit).map(visible);
  if (columns.length === 0) return [{ name: dataset, fullyQualifiedName: dataset, kind: 'dataset' }];
  return columns.map((name) => ({ name, fullyQualifiedName: `${dataset}.${name}`, kind: 'column' }));
}

function relatedLocations({ against, ...about }: ReportFinding['subject'], { datasets }: Report) {
  const sides = against ? [about, against] : [about];
  return datasets
    .filter(({ name, role }) => sides.some((side) => side.dataset === name && side.role === role))
    .map(({ path, role }, i) => ({
      id: i + 1,
      physicalLocation: { artifactLocation: { uri: uriOf(path) } },
      message: { text: sarifText(`${role} data`) },
    }));
}
