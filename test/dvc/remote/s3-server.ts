import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An S3 server, read-only, over a folder that holds a folder for each bucket. Gives its endpoint; ends with the test. */
export async function s3Server(folder: string, port = 0): Promise<{ readonly endpoint: string; readonly requests: string[] }> {
  const requests: string[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://s3');
    const path = decodeURIComponent(url.pathname);
    requests.push(`${request.method} ${path}${url.search}`);
    const answer = (status: number, body = '') =>
      response.writeHead(status, { 'content-type': 'application/xml' }).end(request.method === 'HEAD' ? '' : body);
    if (!request.headers.authorization) return answer(403, '<Error><Code>AccessDenied</Code></Error>');
    if (url.searchParams.has('list-type')) return answer(200, listing(folder, path.split('/')[1] ?? '', url.searchParams));
    const file = join(folder, path);
    if (!existsSync(file) || !statSync(file).isFile()) return answer(404, '<Error><Code>NoSuchKey</Code></Error>');
    const etag = createHash('md5').update(readFileSync(file)).digest('hex');
    response.writeHead(200, { 'content-length': statSync(file).size, etag: `"${etag}"` });
    if (request.method === 'HEAD') return response.end();
    return createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

/** Pages of two keys, so that paging is tried. */
function listing(folder: string, bucket: string, query: URLSearchParams): string {
  const base = join(folder, bucket);
  const prefix = query.get('prefix') ?? '';
  const keys = readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(base.length + 1))
    .filter((key) => key.startsWith(prefix))
    .sort();
  const from = Number(query.get('continuation-token') ?? 0);
  const isTruncated = from + 2 < keys.length;
  const contents = keys.slice(from, from + 2).map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
  const next = isTruncated ? `<NextContinuationToken>${from + 2}</NextContinuationToken>` : '';
  return `<?xml version="1.0"?><ListBucketResult><IsTruncated>${isTruncated}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`;
}
