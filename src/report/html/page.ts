import { createHash } from 'node:crypto';
import { patterns } from './charts/plot.ts';
import { html, type Markup, trusted } from './markup.ts';
import { searchScript } from './search-script.ts';
import { style } from './style.ts';

/** The whole document. It may load nothing, and runs only the one script whose hash it names. */
export function page(title: string, content: readonly Markup[]): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${trusted(style)}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
${patterns}
${content}
${script}
</body>
</html>
`;
}

/** Apart from the template: a bundler rewrites templates that hold the end of a script. */
const script = trusted(`<script>${searchScript}</script>`);

const digest = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

const policy = [
  "default-src 'none'",
  `style-src ${digest(style)}`,
  `script-src ${digest(searchScript)}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
