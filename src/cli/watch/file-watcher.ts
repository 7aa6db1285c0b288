import { type FSWatcher, statSync, watch } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { Place } from './watched-places.ts';

/** Editors write a file in several steps: this long nothing more may happen. Milliseconds. */
const QUIET = 200;

/** Waits for changes in places, from the moment it is made. */
export class FileWatcher {
  readonly #watchers: FSWatcher[] = [];
  readonly #stamps = new Map<string, string>();
  #changed: string | undefined;
  #wake: () => void = () => undefined;

  /** @param ours files that the program itself writes @throws UserError when the system watches no more folders */
  constructor(places: readonly Place[], ours: ReadonlySet<string>) {
    try {
      for (const { folder, names } of places) {
        for (const name of names ?? []) this.#stamps.set(join(folder, name), stampOf(join(folder, name)));
        const watcher = watch(folder, { recursive: names === undefined }, (_, file) => {
          const path = join(folder, file ?? '');
          if (names?.has(file ?? '') === false || isOurs(path, ours) || !this.#differs(path)) return;
          this.#changed = path;
          this.#wake();
        });
        // The folder itself may go away; what is in it then reads as missing.
        watcher.on('error', () => watcher.close());
        this.#watchers.push(watcher);
      }
    } catch (cause) {
      this.close();
      throw new UserError(`files cannot be watched: ${(cause as Error).message}`, { cause });
    }
  }

  /** The path that changed last, once nothing changes any more; undefined when the signal came first. */
  async next(signal: AbortSignal): Promise<string | undefined> {
    while (!signal.aborted && !(await this.#quiet(signal)));
    return signal.aborted ? undefined : this.#changed;
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
  }

  /** Whether there was a change, and then none for a while. */
  #quiet(signal: AbortSignal): Promise<boolean> {
    const before = this.#changed;
    return new Promise((resolve) => {
      const settle = (isQuiet: boolean) => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.#wake = () => undefined;
        resolve(isQuiet);
      };
      const stop = () => settle(false);
      const timer = before === undefined ? undefined : setTimeout(() => settle(true), QUIET);
      signal.addEventListener('abort', stop, { once: true });
      this.#wake = () => settle(false);
    });
  }

  /** Reading a file is no change, though some systems tell of it. */
  #differs(path: string): boolean {
    const [before, now] = [this.#stamps.get(path), stampOf(path)];
    this.#stamps.set(path, now);
    return before !== now;
  }
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : 'none';
}

const isOurs = (path: string, ours: ReadonlySet<string>): boolean => ours.has(path) || /\.\d+\.partial$/.test(path);
