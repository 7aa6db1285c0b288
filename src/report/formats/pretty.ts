import { withoutCommands } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { findingBlocks } from '../pretty/findings.ts';
import { footer } from '../pretty/footer.ts';
import { header } from '../pretty/header.ts';
import { knownFindings } from '../pretty/known.ts';
import { toPage } from '../pretty/page.ts';

/** For people at a terminal. */
export const pretty: Format = {
  name: 'pretty',
  summary: 'For people: findings, worst first, with the numbers that prove them',
  contentType: 'text/plain; charset=utf-8',
  render(report, context) {
    const page = toPage(context);
    const lines = [
      ...header(page, report),
      ...findingBlocks(page, report),
      ...knownFindings(page, report),
      ...footer(page, report),
    ];
    return withoutCommands(`${lines.join('\n')}\n`);
  },
};
