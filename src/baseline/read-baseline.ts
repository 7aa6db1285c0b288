import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Baseline } from '../judge/baseline.ts';
import type { Report } from '../report/schema.ts';
import { parseReport } from '../report/stored-report.ts';
import { knownFrom } from './known-from.ts';
import { parseBaseline } from './parse-baseline.ts';

/**
 * A reviewed baseline, or the findings of an earlier JSON report.
 * @param shown the path that the report and its errors name
 * @throws UserError when the file can't be read or is neither
 */
export async function readBaseline(path: string, shown: string): Promise<Baseline> {
  const text = await readText(path, shown);
  const schema = schemaOf(text);
  if (schema?.startsWith('watertight/report/')) return baselineOfReport(parseReport(text, shown), shown, 'report');
  if (schema === undefined) {
    throw new UserError('the file is neither a baseline nor a report of watertight', {
      position: { path: shown },
      hint: 'write one with `watertight baseline write`, or give a report that `watertight check -f json` wrote',
    });
  }
  return { path: shown, kind: 'baseline', findings: await parseBaseline(text, shown) };
}

/** An earlier report, given to see what is new. @throws UserError when the file is none */
export async function readSince(path: string, shown: string): Promise<Baseline> {
  return baselineOfReport(parseReport(await readText(path, shown), shown), shown, 'since');
}

/** What was suppressed then must be judged anew. */
export const baselineOfReport = ({ findings }: Report, path: string, kind: Baseline['kind']): Baseline => ({
  path,
  kind,
  findings: findings.filter(({ suppressed }) => !suppressed).map(knownFrom),
});

export async function readText(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new UserError(`the file cannot be read: ${code === 'ENOENT' ? 'there is none' : (code ?? cause)}`, {
      position: { path: shown },
      ...(code === 'ENOENT' && { hint: 'write it with `watertight baseline write`' }),
      cause,
    });
  }
}

/** What a file says it is, whatever else is wrong with it. */
function schemaOf(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return typeof value === 'object' && value !== null && 'schema' in value ? String(value.schema) : undefined;
  } catch {
    return /^schema:\s*["']?([^"'\s#]+)/m.exec(text)?.[1];
  }
}
