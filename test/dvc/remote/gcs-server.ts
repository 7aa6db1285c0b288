import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A server of Google Cloud Storage's JSON interface, read-only, over a folder that holds a folder for each bucket. Ends with the test. */
export async function gcsServer(folder: string): Promise<{ readonly endpoint: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://gcs');
    requests.push(`${request.method} ${url.pathname}${url.search}`);
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const [, bucket = '', key] = /^(?:\/download)?\/storage\/v1\/b\/([^/]+)\/o(?:\/(.*))?$/.exec(url.pathname) ?? [];
    if (bucket === 'private') return answer(403, { error: { code: 403, message: 'bearer hush may not' } });
    if (key === undefined) return answer(200, listing(join(folder, bucket), url.searchParams));
    const file = join(folder, bucket, decodeURIComponent(key));
    if (!existsSync(file) || !statSync(file).isFile()) return answer(404, { error: { code: 404, message: 'No such object' } });
    const content = readFileSync(file);
    if (url.searchParams.get('alt') === 'media') return response.writeHead(200).end(content);
    return answer(200, { name: key, size: String(content.length), etag: createHash('md5').update(content).digest('base64') });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Pages of two keys, so that paging is tried. */
function listing(base: string, query: URLSearchParams) {
  const keys = readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
    .filter((key) => key.startsWith(query.get('prefix') ?? ''))
    .sort();
  const from = Number(query.get('pageToken') ?? 0);
  return {
    items: keys.slice(from, from + 2).map((name) => ({ name })),
    ...(from + 2 < keys.length && { nextPageToken: String(from + 2) }),
  };
}
