import { rmSync } from 'node:fs';
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private folder that is removed with `remove`, at the end of the process, or by a later run when the process was killed. */
export class TemporaryDirectory {
  readonly path: string;
  readonly remove: () => void;

  constructor(path: string) {
    this.path = path;
    this.remove = () => {
      process.removeListener('exit', this.remove);
      rmSync(path, { recursive: true, force: true });
    };
    process.once('exit', this.remove);
  }

  static async create(parent = tmpdir()): Promise<TemporaryDirectory> {
    await removeOrphans(parent);
    return new TemporaryDirectory(await mkdtemp(join(parent, `${PREFIX}${process.pid}-`)));
  }
}

// The host name keeps containers that share a folder, but not process ids, from removing each other's.
const PREFIX = `watertight-${hostname().replaceAll(/[^\w.]/g, '_')}-`;

async function removeOrphans(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const pid = name.startsWith(PREFIX) && /^(\d+)-\w{6}$/.exec(name.slice(PREFIX.length))?.[1];
    if (!pid || isRunning(Number(pid))) continue;
    const path = join(parent, name);
    const { uid } = await stat(path).catch(() => ({ uid: undefined }));
    if (uid === process.getuid?.()) rmSync(path, { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
