import { withoutCommands } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { coverageSection } from '../html/coverage-section.ts';
import { dataSection } from '../html/data-section.ts';
import { findingsSection } from '../html/findings-section.ts';
import { head } from '../html/head.ts';
import { html as markup } from '../html/markup.ts';
import { page } from '../html/page.ts';

/** One self-contained page that loads nothing: verdict, findings with the pictures that prove them, data sets, coverage. */
export const html: Format = {
  name: 'html',
  summary: 'One page for a browser or a printer: every finding with the picture that proves it',
  contentType: 'text/html; charset=utf-8',
  render(report, { showSuppressed }) {
    const { project, status } = report.run;
    const content = [
      head(report),
      markup`<main>${findingsSection(report, showSuppressed)}${dataSection(report)}${coverageSection(report)}</main>`,
      markup`<footer>This file loads nothing and sends nothing. Its numbers are those of the JSON report of the same run.</footer>`,
    ];
    return withoutCommands(page(`${status}: watertight${project === null ? '' : ` ${project}`}`, content).text);
  },
};
