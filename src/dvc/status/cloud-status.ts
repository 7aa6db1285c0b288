import { UserError } from '../../errors.ts';
import type { HashName, ObjectStore } from '../cache/object-store.ts';
import { notLookedInto, openRemote } from '../remote/open-remote.ts';
import { keyOf, type RemoteStore } from '../remote/remote-store.ts';
import type { Out, Stage } from '../stage/stage.ts';
import type { Answer, StatusOptions } from './answer.ts';
import { contentName } from './data-item-status.ts';
import { labelOf } from './label.ts';
import { openRepository } from './open-repository.ts';

/** `new`: in the cache only; `deleted`: in the remote only; `missing`: in neither. */
export type CloudStatus = Record<string, 'new' | 'deleted' | 'missing'>;

interface ObjectId {
  readonly name: HashName;
  readonly hash: string;
  /** The path to show. */
  readonly label: string;
  /** Of a directory. */
  readonly members?: readonly ObjectId[];
}

/** Compares the cache with the default remote, as `dvc status -c` does: outs with a remote of their own are left out. */
export async function dvcCloudStatus(root: string, { cwd = root, signal }: StatusOptions = {}): Promise<Answer<CloudStatus>> {
  const { repository, stages } = openRepository(root);
  const outs = stages.flatMap((stage) => stage.outs.filter((out) => isPushed(stage, out)));
  if (outs.length === 0) return { json: {}, unchecked: [] };
  const remote = openRemote(repository, undefined, signal);
  const objects = new Map<string, ObjectId>();
  for (const out of outs) {
    const others = out.remote === undefined ? remote : openRemote(repository, out.remote);
    if (others?.isVersioned) {
      throw new UserError(`the remote ${others.name} holds versions of files, which \`dvc status -c\` cannot compare`);
    }
    if (out.remote !== undefined) continue;
    for (const object of await objectsOf(out, labelOf(out, root, cwd), repository.cache, remote?.store ?? null)) {
      if (!objects.has(keyOf(object))) objects.set(keyOf(object), object);
    }
  }
  if (objects.size === 0) return { json: {}, unchecked: [] };
  if (remote === null) throw new UserError('no remote is set', { hint: 'name one with `dvc remote add -d <name> <url>`' });
  if (remote.store === null) return { json: {}, unchecked: [notLookedInto(remote)] };
  return { json: await compare([...objects.values()], repository.cache, remote.store), unchecked: [] };
}

function isPushed(stage: Stage, out: Out): boolean {
  const isPartial = stage.imports === 'url' && out.hash === null;
  return out.cache && out.push && out.hash !== null && stage.imports !== 'repo' && !isPartial;
}

/** A directory whose manifest is nowhere at hand is passed over. */
async function objectsOf(out: Out, label: string, cache: ObjectStore, remote: RemoteStore | null): Promise<ObjectId[]> {
  const name = contentName(out);
  const hash = out.hash?.value ?? '';
  if (!hash.endsWith('.dir')) return [{ name, hash, label }];
  const members = out.files ?? cache.manifest(name, hash, false) ?? (await remote?.manifest({ name, hash }));
  if (!members) return [];
  const ids = members.map((member) => ({ name, hash: member.md5, label: `${label}/${member.relpath}` }));
  return [{ name, hash, label, members: ids }, ...ids];
}

async function compare(objects: readonly ObjectId[], cache: ObjectStore, remote: RemoteStore): Promise<CloudStatus> {
  const inRemote = await pushed(objects, remote);
  const status = new Map<string, CloudStatus[string]>();
  for (const object of objects) {
    const { name, hash, label } = object;
    // A manifest that only the remote has is fetched by DVC before it compares.
    const isCached = (hash.endsWith('.dir') && !cache.has(name, hash)) || (await cache.hasIntact(name, hash));
    const isRemote = inRemote.has(keyOf(object));
    if (isCached !== isRemote) status.set(label, isCached ? 'new' : 'deleted');
    else if (!isCached) status.set(label, 'missing');
  }
  return Object.fromEntries(status);
}

/** DVC takes the members of a directory for pushed when its manifest is. */
async function pushed(objects: readonly ObjectId[], remote: RemoteStore): Promise<ReadonlySet<string>> {
  const directories = objects.filter(({ members }) => members !== undefined);
  const whole = await remote.present(directories, false);
  const assumed = new Set(
    directories.filter((object) => whole.has(keyOf(object))).flatMap((object) => [object, ...(object.members ?? [])].map(keyOf)),
  );
  const others = await remote.present(
    objects.filter((object) => !assumed.has(keyOf(object))),
    true,
  );
  return new Set([...assumed, ...others]);
}
