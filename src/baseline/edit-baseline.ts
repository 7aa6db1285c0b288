import type { KnownFinding } from '../judge/baseline.ts';
import type { BaselineEntry } from './baseline-schema.ts';

export interface BaselineEdit {
  readonly added?: readonly KnownFinding[];
  /** Fingerprints. */
  readonly removed?: readonly string[];
  /** Fingerprint → its new last day. */
  readonly renewed?: ReadonlyMap<string, string>;
}

const HEAD = ` Findings that are known and no longer fail \`watertight check\`, by fingerprint.
 \`reason\`, \`note\` and \`until\` (the last day an entry counts) are yours to write; \`watertight baseline prune\` takes out what is fixed.`;

/**
 * The text of a reviewed baseline with entries added and removed, what people wrote and their comments kept; by rule and fingerprint.
 * @param text a baseline that `parseBaseline` takes, or undefined for a new one
 */
export async function editBaseline(text: string | undefined, edit: BaselineEdit, as: 'yaml' | 'json'): Promise<string> {
  const { Document, isMap, isScalar, parseDocument } = await import('yaml');
  const document = text === undefined ? new Document({ schema: 'watertight/baseline/1', findings: {} }) : parseDocument(text);
  if (text === undefined) document.commentBefore = HEAD;
  for (const fingerprint of edit.removed ?? []) document.deleteIn(['findings', fingerprint]);
  for (const [fingerprint, until] of edit.renewed ?? []) document.setIn(['findings', fingerprint, 'until'], until);
  for (const finding of edit.added ?? [])
    document.setIn(['findings', finding.fingerprint], document.createNode(entryOf(finding)));
  const findings = document.get('findings');
  if (isMap(findings)) {
    const key = ({ key, value }: (typeof findings.items)[number]) =>
      `${isMap(value) ? value.get('rule') : ''}\0${isScalar(key) ? key.value : key}`;
    findings.flow = false;
    findings.items.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  }
  if (as === 'json') return `${JSON.stringify(document.toJS(), null, 2)}\n`;
  return document.toString({ lineWidth: 0 });
}

function entryOf({ fingerprint, subject, position, columns, ...said }: KnownFinding): BaselineEntry {
  const { dataset, role, against } = subject;
  const { rule, message, added, reason, note, until } = said;
  return {
    ...{ rule, dataset, role },
    ...(against && { against: { dataset: against.dataset, role: against.role } }),
    ...(columns.length > 0 && { columns: [...columns] }),
    ...(message !== undefined && { message }),
    ...(added !== undefined && { added }),
    ...(reason !== undefined && { reason }),
    ...(note !== undefined && { note }),
    ...(until !== undefined && { until }),
  };
}
