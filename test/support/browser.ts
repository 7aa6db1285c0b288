import { spawnSync } from 'node:child_process';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A Chromium on this machine (`CHROME_PATH` names one that is elsewhere), or undefined. */
export const browser: string | undefined = [process.env.CHROME_PATH, ...names].find(
  (name) => name !== undefined && spawnSync(name, ['--version'], { timeout: 20_000 }).status === 0,
);

/** The document that a file has become once its scripts have run, and what the browser's console said. */
export function rendered(path: string): { readonly dom: string; readonly console: readonly string[] } {
  const { stdout, stderr } = spawnSync(
    browser!,
    ['--headless', '--no-sandbox', '--disable-gpu', '--enable-logging=stderr', '--dump-dom', `file://${path}`],
    { encoding: 'utf8', timeout: 50_000, maxBuffer: 2 ** 27 },
  );
  return { dom: stdout, console: stderr.split('\n').filter((line) => line.includes('CONSOLE')) };
}
