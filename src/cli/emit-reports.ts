import { UserError } from '../errors.ts';
import { ruleDocs } from '../package-root.ts';
import type { Format, FormatContext } from '../report/format.ts';
import { formatNames, loadFormat } from '../report/formats.ts';
import type { Report } from '../report/schema.ts';
import type { CheckFlags } from './check-options.ts';
import { wantsColor } from './color.ts';
import type { Io } from './io.ts';
import { writeOutput } from './write-output.ts';

export interface ReportTarget {
  readonly format: Format;
  /** Absent: stdout. */
  readonly path?: string;
}

type Wanted = Pick<CheckFlags, 'format' | 'output' | 'report'>;
type Looks = Pick<CheckFlags, 'color' | 'showSuppressed' | 'verbose'>;

const DEFAULT_WIDTH = 100;

/** Formats and files asked for, checked before any data is read. @throws UserError for an unknown format. */
export async function parseReportTargets(
  { format = 'pretty', output, report }: Wanted,
  further: readonly Format[] = [],
): Promise<ReportTarget[]> {
  const first = { format: await loadFormat(format, further), ...(output !== undefined && { path: output }) };
  const others = report.map(async (text) => {
    const [, name, path] = /^([^=]+)=(.+)$/.exec(text) ?? [];
    if (name === undefined || path === undefined) throw new UserError(`--report takes FORMAT=FILE, not ${text}`);
    return { format: await loadFormat(name, further), path };
  });
  return [first, ...(await Promise.all(others))];
}

/** Writes a report in every wanted form; one file that cannot be written does not keep the others from being written. */
export async function emitReports(report: Report, targets: readonly ReportTarget[], looks: Looks, io: Io): Promise<void> {
  const failures: unknown[] = [];
  for (const { format, path } of targets) {
    const context: FormatContext = {
      color: path === undefined && wantsColor(looks.color, io.stdout, io.env),
      width: io.stdout.columns ?? DEFAULT_WIDTH,
      showSuppressed: looks.showSuppressed === true,
      verbose: looks.verbose === true,
      ruleDocs,
    };
    const text = rendered(format, report, context, failures);
    if (text === undefined) continue;
    if (path === undefined) io.stdout.write(text);
    else await writeOutput(path, text, io.cwd()).catch((error: unknown) => failures.push(error));
  }
  if (failures.length) throw failures[0];
}

/** Undefined when the format, which may be a plugin's, fails. */
function rendered(format: Format, report: Report, context: FormatContext, failures: unknown[]): string | undefined {
  if (formatNames.includes(format.name)) return format.render(report, context);
  try {
    return String(format.render(report, context));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    failures.push(new UserError(`the format ${format.name} of a plugin failed: ${reason}`, { cause }));
    return undefined;
  }
}
