import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { FormatContext } from './format.ts';
import { loadFormat } from './formats.ts';
import { parseReport } from './stored-report.ts';

/**
 * A stored JSON report in another format.
 * @throws UserError when the file cannot be read, is no report, or the format is unknown.
 */
export async function renderStored(path: string, format: string, context: FormatContext): Promise<string> {
  const [loaded, report] = await Promise.all([loadFormat(format), readReport(path)]);
  return loaded.render(report, context);
}

/** @throws UserError when the file cannot be read or is no report. */
export async function readReport(path: string) {
  return parseReport(await readText(path), path);
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new UserError(`the report cannot be read: ${(cause as NodeJS.ErrnoException).code ?? cause}`, {
      position: { path },
      cause,
    });
  }
}
