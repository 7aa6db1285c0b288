import type { ReportFinding } from '../schema.ts';
import { html, type Markup } from './markup.ts';

const symbols = { error: '✖', warn: '▲', info: '●' } as const;

export const severityTag = (severity: ReportFinding['severity']): Markup =>
  html`<span class="tag ${severity}">${symbols[severity]} ${severity}</span>`;
