import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

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
const MAX_FILES = 300;
const MAX_BYTES = 1 << 20;
const MAX_DEPTH = 4;

/** What the Python files of a feature repository define, read as text: nothing is run. */
export async function readDefinitions(directory: string): Promise<Definition[]> {
  const found: Definition[] = [];
  for (const file of (await pythonFiles(directory, 0)).slice(0, MAX_FILES)) {
    const text = await textOf(file);
    for (const match of text.matchAll(PATTERN)) {
      const line = text.slice(0, match.index + match[0].length).split('\n').length;
      const ttl = ttlIn(callAt(text, text.indexOf('(', match.index + match[0].indexOf(match[1]!))));
      found.push({ name: match[3]!, file: relative(directory, file), line, ...(ttl !== undefined && { ttl }) });
    }
  }
  return found;
}

/** Empty for what is no file to read, as a link into nowhere: definitions only say where a view stands. */
async function textOf(file: string): Promise<string> {
  try {
    return (await stat(file)).size > MAX_BYTES ? '' : await readFile(file, 'utf8');
  } catch {
    return '';
  }
}

async function pythonFiles(directory: string, depth: number): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const nested = entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(async (entry) => {
      const path = join(directory, entry.name);
      if (entry.isFile()) return entry.name.endsWith('.py') ? [path] : [];
      const isSource = entry.isDirectory() && !/^[._]|^(venv|node_modules|data|tests?)$/.test(entry.name);
      return isSource && depth < MAX_DEPTH ? pythonFiles(path, depth + 1) : [];
    });
  return (await Promise.all(nested)).flat();
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
