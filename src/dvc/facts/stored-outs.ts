import { UserError } from '../../errors.ts';
import type { HashName, ObjectStore } from '../cache/object-store.ts';
import { digestFile } from '../hash/digest-file.ts';
import { notLookedInto, openRemote, type Remote } from '../remote/open-remote.ts';
import { keyOf, type ObjectName } from '../remote/remote-store.ts';
import type { Out, Stage } from '../stage/stage.ts';
import { contentName } from '../status/data-item-status.ts';
import type { StageFacts } from './stage-facts.ts';

/** A recorded out: how many objects it is made of, and where they are. */
export interface StoredOut {
  readonly stage: Stage;
  readonly path: string;
  /** The manifest counts too; its members only when a manifest is at hand. */
  readonly objects: number;
  /** Of objects that the cache lacks: those that the remote lacks too, and those that could not be asked for. */
  readonly nowhere: number;
  readonly unknown: number;
  /** Objects in the cache whose content isn't what their name says. */
  readonly damaged: number;
  /** Objects in the cache that the remote lacks. */
  readonly unpushed: number;
  /** Name of the remote; null when there is none. */
  readonly remote: string | null;
  /** Why the remote was not asked. */
  readonly unasked?: string;
}

/** Outs that DVC would have to fetch from a cache or remote: not those that their source gives again. */
export async function storedOuts(facts: StageFacts): Promise<readonly StoredOut[]> {
  const remotes = new Map<string | undefined, AskedRemote>();
  const wanted = facts.inScope.flatMap((stage) =>
    stage.imports === undefined ? stage.outs.filter(isStored).map((out) => ({ stage, out })) : [],
  );
  const looked: Looked[] = [];
  for (const { stage, out } of wanted) {
    const remote = remotes.get(out.remote) ?? ask(facts, out.remote);
    remotes.set(out.remote, remote);
    looked.push(await lookAt(stage, out, facts.repository.cache, remote));
  }
  for (const remote of remotes.values()) await remote.answer(looked.filter((one) => one.remote === remote));
  return looked.map(toStored);
}

const isStored = ({ cache, push, hash, location }: Out): boolean =>
  cache && push && hash !== null && location.kind === 'local' && location.isInside;

interface AskedRemote {
  readonly remote: Remote | null;
  unasked: string | undefined;
  present: ReadonlySet<string>;
  answer(outs: readonly Looked[]): Promise<void>;
}

interface Looked {
  readonly stage: Stage;
  readonly path: string;
  readonly objects: readonly ObjectName[];
  readonly cached: ReadonlySet<string>;
  readonly damaged: number;
  readonly remote: AskedRemote;
}

function ask({ repository, options }: StageFacts, name: string | undefined): AskedRemote {
  const asked: AskedRemote = {
    remote: null,
    unasked: undefined,
    present: new Set(),
    async answer(outs) {
      const store = asked.unasked === undefined ? asked.remote?.store : undefined;
      if (!store) return;
      try {
        asked.present = await store.present(
          outs.flatMap(({ objects }) => objects),
          false,
        );
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        asked.unasked = error.message;
      }
    },
  };
  try {
    const remote = openRemote(repository, name, options.signal);
    const unasked =
      remote === null
        ? undefined
        : !options.network
          ? 'only `watertight verify` asks remotes'
          : remote.isVersioned
            ? `the remote ${remote.name} holds versions of files under their own names`
            : remote.store === null
              ? notLookedInto(remote)
              : undefined;
    return Object.assign(asked, { remote, unasked });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return Object.assign(asked, { unasked: error.message });
  }
}

async function lookAt(stage: Stage, out: Out, cache: ObjectStore, remote: AskedRemote): Promise<Looked> {
  const name = contentName(out);
  const hash = out.hash?.value ?? '';
  const isDirectory = hash.endsWith('.dir');
  const members = isDirectory
    ? (out.files ?? cache.manifest(name, hash) ?? (await manifestFrom(remote, { name, hash })) ?? [])
    : [];
  const objects = [...(out.files ? [] : [{ name, hash }]), ...members.map(({ md5 }) => ({ name, hash: md5 }))];
  const cached = objects.filter((object) => cache.has(object.name, object.hash));
  const sizes = cached
    .filter((object) => !object.hash.endsWith('.dir'))
    .map((object) => cache.size(object.name, object.hash) ?? 0);
  const isWhole = cached.length === objects.length && !(isDirectory && members.length === 0);
  const hasOtherSize = isWhole && out.size !== undefined && name === 'md5' && sum(sizes) !== out.size;
  const suspects = isDirectory && !out.files && cached.length > 0 && cache.has(name, hash) && cache.manifest(name, hash) === null;
  const damaged = hasOtherSize ? await countDamaged(cached, cache) : suspects ? 1 : 0;
  return { stage, path: out.path, objects, cached: new Set(cached.map(keyOf)), damaged, remote };
}

async function manifestFrom({ remote, unasked }: AskedRemote, object: ObjectName) {
  if (unasked !== undefined || !remote?.store) return null;
  try {
    return await remote.store.manifest(object);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

/** A recorded size may be wrong by itself, so that only the content decides. */
async function countDamaged(objects: readonly ObjectName[], cache: ObjectStore): Promise<number> {
  let damaged = 0;
  for (const { name, hash } of objects) {
    const path = cache.path(name as HashName, hash);
    if (path !== null && (await digestFile(path)).md5 !== hash.replace(/\.dir$/, '')) damaged++;
  }
  return damaged;
}

function toStored({ stage, path, objects, cached, damaged, remote }: Looked): StoredOut {
  const { unasked, present } = remote;
  const lacking = objects.filter((object) => !cached.has(keyOf(object)));
  const canTell = unasked === undefined;
  return {
    stage,
    path,
    objects: objects.length,
    nowhere: canTell ? lacking.filter((object) => !present.has(keyOf(object))).length : 0,
    unknown: canTell ? 0 : lacking.length,
    damaged,
    unpushed: canTell && remote.remote ? objects.filter((o) => cached.has(keyOf(o)) && !present.has(keyOf(o))).length : 0,
    remote: remote.remote?.name ?? null,
    ...(unasked !== undefined && { unasked }),
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
