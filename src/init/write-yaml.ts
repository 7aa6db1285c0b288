import { Document } from 'yaml';
import type { Guess, Proposal } from './proposal.ts';

/** A commented `watertight.yaml`: each proposed value with its reason, and what else can be said. */
export function proposalYaml(proposal: Proposal, project: string): string {
  const { datasets, split, target, task, time, id, entity, metadata = [] } = proposal;
  const lines = new Lines();
  lines.add('# yaml-language-server: $schema=https://unpkg.com/watertight/schema/config.schema.json');
  lines.add('version: 1');
  lines.add(`project: ${text(project)}`);
  lines.add('datasets:');
  if (split) lines.value('  all', split.path);
  for (const [role, guess] of Object.entries(datasets)) lines.value(`  ${role}`, guess);
  if (split) {
    lines.add('split:');
    lines.add('  dataset: all');
    lines.value('  column', split.column);
    lines.add('  # strategy: random       # random, temporal or group: what the split is meant to be');
  } else lines.add('# split: { strategy: random }   # random, temporal or group: what the split is meant to be');
  if (target) {
    lines.add('target:');
    lines.value('  column', target);
    if (task) lines.value('  task', task);
    lines.add('  # horizon: 30d           # how long after the prediction the target is known');
  } else lines.add('# target: { column: …, task: binary }');
  if (time) lines.value('time', time);
  else lines.add('# time: …                  # the time a prediction is made at');
  lines.list('id', id, '# id: […]                  # identifies a row');
  lines.list('entity', entity, '# entity: […]              # whom or what a row is about: customer, patient, device');
  lines.list(
    'metadata',
    metadata,
    '# metadata: […]            # files that describe the columns: Croissant, Frictionless, TFDV, …',
  );
  lines.add('# features:');
  lines.add('#   name: { type: integer, min: 0, available: before }   # what is known of a column, and when');
  lines.add('fail_on: error');
  return lines.text();
}

class Lines {
  readonly #lines: string[] = [];

  add(line: string): void {
    this.#lines.push(line);
  }

  value(key: string, { value, reason }: Guess): void {
    this.add(`${`${key}: ${text(value)}`.padEnd(30)} # ${comment(reason)}`);
  }

  list(key: string, guesses: readonly Guess[], otherwise: string): void {
    this.add(guesses.length ? `${key}:` : otherwise);
    for (const { value, reason } of guesses) this.add(`${`  - ${text(value)}`.padEnd(30)} # ${comment(reason)}`);
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }
}

/** A text as one line of YAML, quoted where it must be. */
function text(value: string): string {
  const written = new Document(value).toString({ lineWidth: 0 }).trimEnd();
  return /[\n#]/.test(written) || /[\n\r\u0085\u2028\u2029]/.test(value) ? JSON.stringify(value) : written;
}

const comment = (reason: string): string => reason.replace(/[\n\r\u0085\u2028\u2029]+/g, ' ');
