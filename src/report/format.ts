import type { Report } from './schema.ts';

export interface FormatContext {
  readonly color: boolean;
  /** Width of the terminal in columns. */
  readonly width: number;
  readonly showSuppressed: boolean;
  /** Show skipped rules and clean evidence too. */
  readonly verbose: boolean;
  /** Markdown prose of a rule, when the format embeds it. */
  readonly ruleDocs?: (id: string) => string | undefined;
}

/** A projection of the report to text; knows nothing but the report. */
export interface Format {
  readonly name: string;
  readonly summary: string;
  readonly contentType: string;
  render(report: Report, context: FormatContext): string;
}
