import { countText } from '../number-text.ts';
import type { Report } from '../schema.ts';
import { html, type Markup, name } from './markup.ts';

const states = { match: '✔ as recorded', mismatch: '✖ not as recorded', unchecked: 'not verified' } as const;

/** The data sets, the versions that were recorded of them, and what nobody declared. */
export function dataSection({ datasets, run }: Report): Markup {
  return html`<section aria-labelledby="data-title">
<h2 id="data-title">Data sets</h2>
${datasets.length === 0 ? html`<p>None.</p>` : table(datasets)}
${inferences(run.inferred)}
</section>
`;
}

const table = (datasets: Report['datasets']): Markup => html`<div class="scroll"><table>
<thead><tr><th scope="col">data set</th><th scope="col">path</th><th scope="col" class="number">rows</th><th scope="col" class="number">columns</th><th scope="col">version</th></tr></thead>
<tbody>${datasets.map(
  ({ name: given, role, path, rows, columns, version }) =>
    html`<tr><th scope="row">${name(given === role ? role : `${role} (${given})`)}</th><td>${name(path)}</td><td class="number">${countText(rows)}</td><td class="number">${countText(columns.length)}</td><td>${versionText(version)}</td></tr>`,
)}</tbody>
</table></div>`;

const versionText = (version: Report['datasets'][number]['version']): Markup =>
  version === null
    ? html`none recorded`
    : html`${name(`${version.system} ${version.recorded.slice(0, 12)}`)} <span class="${version.state}">${states[version.state]}</span> in ${name(version.recordedIn)}${
        version.reason !== undefined && html`: ${name(version.reason)}`
      }`;

const inferences = (inferred: Report['run']['inferred']): Markup | false =>
  inferred.length > 0 &&
  html`<h3>Inferred, because nobody declared it</h3><div class="scroll"><table>
<thead><tr><th scope="col">fact</th><th scope="col">value</th><th scope="col">because</th></tr></thead>
<tbody>${inferred.map(({ fact, value, reason }) => html`<tr><th scope="row">${name(fact)}</th><td>${name(value)}</td><td>${name(reason)}</td></tr>`)}</tbody>
</table></div>`;
