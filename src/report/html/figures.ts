import type { ReportFinding } from '../schema.ts';
import { draw } from './draw.ts';
import type { Drawing } from './drawing.ts';
import { html, type Markup, name, prose } from './markup.ts';
import { evidencePictures } from './pictures/evidence-pictures.ts';

/** Beside the figures that a rule has given, its evidence gives no more than this. */
const evidenceLimit = 1;

/** The pictures that prove a finding, each with its key, and its numbers for those who cannot see it. */
export function figures(finding: ReportFinding): Markup[] {
  const given = finding.figures ?? [];
  const others = evidencePictures(finding);
  return [...given, ...(given.length > 0 ? others.slice(0, evidenceLimit) : others)].map(draw).map(figure);
}

const figure = ({ title, svg, key, head, rows, note }: Drawing): Markup => html`<figure><figcaption>${prose(title)}</figcaption>
${svg}
${key.length > 0 && keyOf(key)}${note !== undefined && note !== '' && html`<p class="note">${note}</p>`}
<details class="numbers"><summary>As a table</summary><div class="scroll"><table>
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>${rows.map(([first = '', ...rest]) => html`<tr><th scope="row">${name(first)}</th>${rest.map((text) => html`<td>${text}</td>`)}</tr>`)}</tbody>
</table></div></details>
</figure>
`;

const keyOf = (key: Drawing['key']): Markup =>
  html`<ul class="key">${key.map(
    ({ label, series }) =>
      html`<li><svg width="18" height="12" aria-hidden="true" focusable="false"><rect class="${series}" x="0.5" y="0.5" width="17" height="11"/></svg> ${name(label)}</li>`,
  )}</ul>`;
