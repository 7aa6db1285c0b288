import { durationText } from '../number-text.ts';
import type { Report } from '../schema.ts';
import { outcomeText } from '../subject-text.ts';
import { counted } from '../words.ts';
import { html, type Markup, name, prose } from './markup.ts';

const words = { pass: 'Pass', fail: 'Fail', error: 'Error: the check is incomplete' } as const;
const symbols = { pass: '✔', fail: '✖', error: '✖' } as const;

/** The verdict, what it was given on, and what went wrong with the run itself. */
export function head(report: Report): Markup {
  const { run, tool } = report;
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['project', run.project ?? undefined],
    ['checked', `${run.startedAt.replace('T', ' ').replace(/(\.\d+)?Z$/, '')} UTC, in ${durationText(run.durationMs * 1000)}`],
    ['configuration', run.config?.path],
    ['commit', gitText(run.git)],
    ['engine', run.engine],
    ['by', `${tool.name} ${tool.version}`],
  ];
  return html`<header>
<h1>watertight${run.project !== null && html` · ${name(run.project)}`}</h1>
<div class="verdict ${run.status}"><strong>${symbols[run.status]} ${words[run.status]}</strong><p>${verdictText(report)}</p></div>
<dl class="facts">${facts.map(([label, text]) => text !== undefined && html`<div><dt>${label}</dt><dd>${name(text)}</dd></div>`)}</dl>
${trouble(report)}${notices(run.notices)}
</header>
`;
}

function verdictText({ run, summary, datasets }: Report): string {
  const counts = [
    ...(summary.error > 0 ? [counted(summary.error, 'error')] : []),
    ...(summary.warn > 0 ? [counted(summary.warn, 'warning')] : []),
    ...(summary.info > 0 ? [`${summary.info} info`] : []),
  ];
  const known = [
    ...(summary.unchanged > 0 ? [`${summary.unchanged} of them in the baseline`] : []),
    ...(summary.suppressed > 0 ? [`${summary.suppressed} suppressed`] : []),
  ];
  const none = run.errors.length > 0 ? 'Nothing checked' : 'No findings';
  const gate = run.failOn === 'never' ? 'findings never fail this check' : `fails from severity ${run.failOn} on`;
  return `${[counts.join(', ') || none, ...known].join('; ')}. ${counted(datasets.length, 'data set')}; ${gate}.`;
}

const gitText = (git: Report['run']['git']): string | undefined =>
  git
    ? `${git.commit.slice(0, 10)}${git.branch === null ? '' : ` on ${git.branch}`}${git.dirty ? ', edited since' : ''}`
    : undefined;

function trouble({ run, outcomes }: Report): Markup | false {
  const crashed = outcomes.filter(({ status }) => status === 'crashed');
  if (run.errors.length + crashed.length === 0) return false;
  return html`<section class="trouble" aria-labelledby="trouble"><h2 id="trouble">Not done</h2><ul>
${run.errors.map((error) => html`<li>${prose(error)}</li>`)}
${crashed.map(
  ({ rule, subject, reason = 'no reason given' }) =>
    html`<li><span class="rule">${rule}</span> crashed on ${name(outcomeText(subject))}: ${prose(reason.split('\n', 1).join())}</li>`,
)}
</ul></section>`;
}

const notices = (all: readonly string[]): Markup | false =>
  all.length > 0 &&
  html`<section class="notices" aria-label="Notices"><ul>${all.map((notice) => html`<li>${prose(notice)}</li>`)}</ul></section>`;
