import { UserError } from '../../../errors.ts';
import type { ReadOptions } from '../../engine.ts';
import { type Counts, countDelimiters, DELIMITERS } from './count-delimiters.ts';
import type { Dialect } from './records.ts';
import { candidates } from './text-types.ts';

/** Stands for "no delimiter": files of one column may hold any other character. */
const UNIT_SEPARATOR = '\x1f';

export interface SniffedDialect extends Dialect {
  /** Whether values between quotes were seen. */
  readonly quotes: boolean;
}

interface Known extends Pick<ReadOptions, 'delimiter' | 'quote' | 'escape'> {
  readonly label: string;
  /** Whether the text ends where the file does. */
  readonly complete: boolean;
  readonly isTsv: boolean;
}

/**
 * The delimiter and quote by which the records of a text have equally many fields.
 * @throws UserError when the first line is of another shape than all lines after it.
 */
export function sniffDialect(text: string, known: Known): SniffedDialect {
  const { quote, counts } = likelyQuote(text, known);
  return {
    delimiter:
      known.delimiter ??
      likelyDelimiter(counts, text, known.isTsv) ??
      spaces(text, known.complete) ??
      single(counts, known.label),
    quote,
    escape: known.escape ?? (counts.backslashes > 0 ? '\\' : quote),
    quotes: counts.quoted > 0,
  };
}

function likelyQuote(text: string, { complete, quote: declared }: Known): { quote: string; counts: Counts } {
  const taken = (quote: string) => ({ quote, counts: countAtStart(text, quote, complete) });
  if (declared !== undefined) return taken(declared);
  const double = taken('"');
  if (double.counts.quoted && !double.counts.broken) return double;
  const apostrophe = text.includes("'") ? taken("'") : double;
  if (!double.counts.quoted && apostrophe.counts.quoted > 1 && !apostrophe.counts.broken) return apostrophe;
  // A stray quote in tab-separated text: such files often quote nothing. Elsewhere the reader names the broken line.
  const stray = double.counts.broken > 0 && double.counts.quoted === 0;
  return stray && (double.counts.records[0]?.[DELIMITERS.indexOf('\t')] ?? 0) > 0 ? taken('') : double;
}

/** Counts in the first 64 KB, or in all that was read when that holds few records. */
function countAtStart(text: string, quote: string, complete: boolean): Counts {
  const start = text.slice(0, 1 << 16);
  const counts = countDelimiters(start, quote, complete && start.length === text.length);
  return counts.records.length >= 50 || start.length === text.length ? counts : countDelimiters(text, quote, complete);
}

function likelyDelimiter({ records }: Counts, text: string, isTsv: boolean): string | undefined {
  const [first, ...rest] = records;
  if (!first) return isTsv ? '\t' : ',';
  const decimals = (text.slice(0, 1 << 16).match(/\d,\d/g)?.length ?? 0) / records.length;
  const scored = DELIMITERS.flatMap((delimiter, d) => {
    if (!first[d]) return [];
    const usual = rest.length ? mostFrequent(rest.map((counts) => counts[d]!)) : first[d];
    // The first line may lack the name of the row names.
    const fits = usual === first[d] || usual === first[d] + 1;
    const share = fits ? (rest.filter((counts) => counts[d] === usual).length + 1) / records.length : 0;
    const others = DELIMITERS.map((_, o) =>
      o === d ? 0 : records.reduce((sum, counts) => sum + counts[o]!, 0) / records.length,
    );
    const strays = others.reduce((sum, count) => sum + count, 0) - (delimiter === ',' ? 0 : Math.min(decimals, others[0]!));
    return [{ delimiter, share, strays, preferred: Number(isTsv && delimiter === '\t') }];
  });
  scored.sort((a, b) => b.preferred - a.preferred || b.share - a.share || a.strays - b.strays);
  return scored[0]?.delimiter;
}

/** A space, when it cuts every line into equally many values and some of them are numbers or dates. */
function spaces(text: string, complete: boolean): ' ' | undefined {
  const lines = text.split(/\r\n?|\n/).filter(Boolean);
  const records = (complete ? lines : lines.slice(0, -1)).slice(0, 100).map((line) => line.split(' '));
  const width = records[0]?.length ?? 0;
  if (width < 2 || records.length < 2 || records.some((record) => record.length !== width || record.includes('')))
    return undefined;
  const isTyped = (i: number) =>
    candidates(
      records.slice(1).map((record) => record[i]!),
      '.',
    ).length > 0;
  return Array.from({ length: width }, (_, i) => isTyped(i)).includes(true) ? ' ' : undefined;
}

function single({ records }: Counts, label: string): string {
  const rest = records.slice(1);
  for (const [d, delimiter] of DELIMITERS.entries()) {
    const usual = rest.length > 2 ? mostFrequent(rest.map((counts) => counts[d]!)) : 0;
    if (usual && rest.filter((counts) => counts[d] === usual).length >= rest.length * 0.9) {
      throw new UserError(`line 1 of ${label} has 1 field, but the lines after it have ${usual + 1}`, {
        hint: `when the data start later, say so: options: { skip: 1 }; else give the delimiter: options: { delimiter: ${JSON.stringify(delimiter)} }`,
      });
    }
  }
  return UNIT_SEPARATOR;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}
