import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Marked } from 'marked';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const pagesIn = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, String(file)))
    .filter((file) => file.endsWith('.md'));

test.each(['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...pagesIn('docs'), ...pagesIn('rules')])(
  '%s: its links lead somewhere',
  (page) => {
    const links: string[] = [];
    const marked = new Marked();
    marked.walkTokens(marked.lexer(readFileSync(join(root, page), 'utf8')), (token) => {
      if (token.type === 'link') links.push(token.href);
    });
    const broken = links
      .filter((link) => !/^[a-z]+:|^#/i.test(link))
      .filter((link) => !existsSync(join(root, dirname(page), link.replace(/#.*/, ''))));
    expect(broken).toEqual([]);
  },
);
