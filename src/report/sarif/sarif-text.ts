import { visible } from '../../text/visible.ts';

/** Text of a SARIF message: braces stand for placeholders and `[text](target)` for a link, so both are escaped (3.11.5, 3.11.6). */
export const sarifText = (text: string): string =>
  visible(text)
    .replace(/[{}]/g, '$&$&')
    .replace(/\[(?=[^[\]]*\]\()/g, '\\[');
