import { visible } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import type { Report, ReportFinding, ReportOutcome } from '../schema.ts';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

/** Prometheus' text format 0.0.4, for the textfile collector of node_exporter and for the Pushgateway: gauges without times of their own. */
export const prometheus: Format = {
  name: 'prometheus',
  summary: 'Prometheus metrics, for the textfile collector or the Pushgateway',
  contentType: 'text/plain; version=0.0.4; charset=utf-8',
  render: (report) => families(report).map(familyText).join(''),
};

function families({ tool, run, datasets, rules, outcomes, findings }: Report): Family[] {
  const project = { project: run.project ?? '' };
  const one = (name: string, help: string, value: number): Family => ({ name, help, samples: [[project, value]] });
  const ended = Date.parse(run.startedAt) / 1000 + run.durationMs / 1000;
  return [
    { name: 'watertight_build_info', help: 'The version that made this.', samples: [[{ version: tool.version }, 1]] },
    one(
      'watertight_run_success',
      'Whether nothing at or above --fail-on was found and the check was complete.',
      Number(run.status === 'pass'),
    ),
    one('watertight_run_complete', 'Whether the check could be done in full.', Number(run.status !== 'error')),
    one('watertight_run_timestamp_seconds', 'When the run ended, in Unix time.', Math.round(ended * 1000) / 1000),
    one('watertight_run_duration_seconds', 'How long the run took.', run.durationMs / 1000),
    {
      name: 'watertight_rows_scanned',
      help: 'Rows of a data set.',
      samples: datasets.map(({ name, role, rows }) => [{ ...project, dataset: name, role }, rows]),
    },
    {
      name: 'watertight_checks',
      help: 'Rules on data sets, by how they ended.',
      samples: STATUSES.map((status) => [{ ...project, status }, outcomes.filter((outcome) => outcome.status === status).length]),
    },
    {
      name: 'watertight_rule_duration_seconds',
      help: 'How long a rule took on all data sets.',
      samples: rules.map(({ id, durationMs }) => [{ ...project, rule: id }, durationMs / 1000]),
    },
    {
      name: 'watertight_findings',
      help: 'Findings of a rule on a data set: open ones, those of the baseline (known), and suppressed ones.',
      samples: counts(outcomes, findings, rules).map(([labels, value]) => [{ ...project, ...labels }, value]),
    },
  ];
}

const STATUSES = ['clean', 'findings', 'skipped', 'underpowered', 'crashed'] as const;

/** A series of zero for each rule that looked at a data set, so that alerts on it do not go stale. */
function counts(outcomes: readonly ReportOutcome[], findings: readonly ReportFinding[], rules: Report['rules']): Sample[] {
  const series = new Map<string, [Labels, number]>();
  const count = (labels: Labels, by: number) => {
    const key = JSON.stringify(labels);
    series.set(key, [labels, (series.get(key)?.[1] ?? 0) + by]);
  };
  for (const { rule, status, subject } of outcomes) {
    const severity = rules.find(({ id }) => id === rule)?.severity;
    if (severity !== undefined && (status === 'clean' || status === 'findings'))
      count({ rule, severity, dataset: subject.dataset, role: subject.role, state: 'open' }, 0);
  }
  for (const { rule, severity, subject, suppressed, baseline } of findings) {
    const state = suppressed ? 'suppressed' : baseline === 'unchanged' ? 'known' : 'open';
    count({ rule, severity, dataset: subject.dataset, role: subject.role, state }, 1);
  }
  return [...series.values()];
}

function familyText({ name, help, samples }: Family): string {
  if (!samples.length) return '';
  const lines = samples.map(([labels, value]) => `${name}${labelText(labels)} ${value}\n`);
  return [`# HELP ${name} ${help}\n`, `# TYPE ${name} gauge\n`, ...lines].join('');
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(visible(value))}"`);
  return `{${parts.join(',')}}`;
}

const escapeLabel = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
