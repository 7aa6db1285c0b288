import { UserError } from '../errors.ts';
import { quote } from '../text/quote.ts';
import { type Report, reportSchema } from './schema.ts';

/**
 * The report in the text of a file, as `-f json` wrote it.
 * @throws UserError when the text is no such report, or one of a major version that this program doesn't know.
 */
export function parseReport(text: string, path: string): Report {
  const value = parseJson(text, path);
  const version = versionOf(value);
  if (version === undefined) throw foreign(path);
  if (version !== 1) {
    throw new UserError(`the report is of version ${version}, and this program reads version 1`, {
      position: { path },
      hint: version > 1 ? 'update watertight' : 'write the report again',
    });
  }
  const parsed = reportSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UserError(`the report is damaged: ${issue ? describe(issue) : 'it does not fit its schema'}`, {
    position: { path },
    hint: 'write it again with `watertight check -f json`',
  });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw new UserError('the file is not JSON', { position: { path }, hint: hintOfForm, cause });
  }
}

const hintOfForm = 'give a report that `watertight check -f json` wrote';

const foreign = (path: string): UserError =>
  new UserError('the file is not a report of watertight', { position: { path }, hint: hintOfForm });

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('schema' in value) || typeof value.schema !== 'string') return undefined;
  const match = /^watertight\/report\/(\d+)$/.exec(value.schema);
  return match ? Number(match[1]) : undefined;
}

function describe({ path, message }: { readonly path: readonly PropertyKey[]; readonly message: string }): string {
  const place = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return place === '' ? message : `${quote(place.replace(/^\./, ''))}: ${message}`;
}
