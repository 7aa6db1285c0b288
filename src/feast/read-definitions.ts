import { lineAt } from './line-at.ts';
import { sourceTexts } from './source-texts.ts';

/** A view or a service that a Python file defines by a name written out. */
export interface Definition {
  readonly name: string;
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
  /** Microseconds, where it is written out as `timedelta(…)`; 0: none. */
  readonly ttl?: number;
}

const PATTERN = /^[^#\n]*?\b(\w*FeatureView|FeatureService|LabelView)\(\s*(?:name\s*=\s*)?(['"])([\w-]+)\2/gm;

/** What the Python files of a feature repository define, read as text: nothing is run. */
export async function readDefinitions(directory: string): Promise<Definition[]> {
  const found: Definition[] = [];
  for (const { file, text } of await sourceTexts(directory, ['.py'])) {
    for (const match of text.matchAll(PATTERN)) {
      const line = lineAt(text, match.index + match[0].length);
      const ttl = ttlIn(callAt(text, text.indexOf('(', match.index + match[0].indexOf(match[1]!))));
      found.push({ name: match[3]!, file, line, ...(ttl !== undefined && { ttl }) });
    }
  }
  return found;
}

const TTL = /\bttl\s*=\s*(?:datetime\.)?timedelta\(([^()]*)\)/;
const UNITS: Readonly<Record<string, number>> = {
  weeks: 7 * 86_400e6,
  days: 86_400e6,
  hours: 3_600e6,
  minutes: 60e6,
  seconds: 1e6,
  milliseconds: 1e3,
  microseconds: 1,
};

/** Undefined for spans that are computed. */
function ttlIn(call: string): number | undefined {
  const [, given] = TTL.exec(call) ?? [];
  if (given === undefined) return undefined;
  const parts = given.split(',').map((part) => part.trim());
  const spans = parts.filter(Boolean).map((part, i) => {
    const [, name, length] = /^(?:(\w+)\s*=\s*)?(\d+(?:\.\d+)?)$/.exec(part) ?? [];
    const unit = name ?? (i === 0 ? 'days' : '');
    return length !== undefined && Object.hasOwn(UNITS, unit) ? Number(length) * UNITS[unit]! : Number.NaN;
  });
  const sum = spans.reduce((total, span) => total + span, 0);
  return Number.isNaN(sum) ? undefined : sum;
}

/** What stands between a parenthesis and the one that closes it; texts that hold one may end it early. */
function callAt(text: string, open: number): string {
  let depth = 0;
  for (let i = open; i < text.length; i++) {
    if (text[i] === '(') depth++;
    if (text[i] === ')' && --depth === 0) return text.slice(open, i);
  }
  return text.slice(open);
}
