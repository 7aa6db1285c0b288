import { bytesText, countText, durationText, numberText, percentText } from './number-text.ts';
import type { ReportFinding } from './schema.ts';
import { words } from './words.ts';

type EvidenceValue = ReportFinding['evidence'][string];

export interface EvidenceLine {
  readonly label: string;
  /** Not yet made harmless: may hold names that were read. */
  readonly text: string;
}

const listLimit = 5;

/** Evidence as people read it: keys in words, numbers with the unit that the key names. */
export function evidenceLines(evidence: ReportFinding['evidence']): EvidenceLine[] {
  return Object.entries(evidence).map(([key, value]) => {
    const label = words(key);
    const unit = unitOf(label);
    return { label: unit === undefined ? label : label.replace(unit, '').trim() || label, text: valueText(value, label) };
  });
}

function valueText(value: EvidenceValue, label: string): string {
  if (Array.isArray(value)) {
    const shown = value.slice(0, listLimit).map((item) => valueText(item, label));
    const rest = value.length - shown.length;
    return [...shown, ...(rest > 0 ? [`${countText(rest)} more`] : [])].join(', ') || 'none';
  }
  if (typeof value === 'number') return measureText(value, label);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value ?? 'none';
}

function measureText(value: number, label: string): string {
  const unit = unitOf(label);
  if (unit === 'micros') return durationText(value);
  if (unit === 'ms') return durationText(value * 1000);
  if (unit === 'bytes') return bytesText(value);
  return /\b(share|shares|rate|fraction)\b/.test(label) && Math.abs(value) <= 1 ? percentText(value) : numberText(value);
}

const unitOf = (label: string): string | undefined => label.match(/\b(micros|ms|bytes)$/)?.[0];
