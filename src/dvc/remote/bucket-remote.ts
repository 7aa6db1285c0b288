import { parseManifest } from '../hash/manifest.ts';
import type { BucketPlace } from './bucket.ts';
import { keyOf, type ObjectName, type RemoteStore } from './remote-store.ts';

const AT_ONCE = 16;
/** From this many objects on, listing takes fewer requests than asking for each. */
const WORTH_LISTING = 200;
const MANIFEST_LIMIT = 256 << 20;

/** A remote in a bucket, `key` being the prefix of all that it holds. */
export function bucketRemote({ bucket, key: prefix }: BucketPlace): RemoteStore {
  const pathOf = ({ name, hash }: ObjectName) =>
    [prefix, name === 'md5' ? 'files/md5' : '', hash.slice(0, 2), hash.slice(2)].filter((part) => part !== '').join('/');
  return {
    async present(objects) {
      const paths = new Map(
        objects.filter(({ hash }) => /^[0-9a-f]{32}(?:\.dir)?$/.test(hash)).map((object) => [pathOf(object), keyOf(object)]),
      );
      const prefixes = [...new Set([...paths.keys()].map((path) => path.slice(0, path.lastIndexOf('/') + 1)))];
      const found =
        paths.size < WORTH_LISTING
          ? await inTurn([...paths.keys()], async (path) => ((await bucket.tag(path)) === null ? [] : [path]))
          : await inTurn(prefixes, (path) => bucket.list(path));
      return new Set(found.flatMap((path) => paths.get(path) ?? []));
    },
    async manifest(object) {
      const text = await bucket.text(pathOf(object), MANIFEST_LIMIT);
      return text === null ? null : parsed(text);
    },
  };
}

function parsed(text: string): ReturnType<typeof parseManifest> | null {
  try {
    return parseManifest(text);
  } catch {
    return null;
  }
}

/** Runs the work on every item, a few at once. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<readonly string[]>): Promise<string[]> {
  const queue = [...items];
  const results: string[] = [];
  await Promise.all(
    Array.from({ length: Math.min(AT_ONCE, queue.length) }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) results.push(...(await work(item)));
    }),
  );
  return results;
}
