import type { ObjectStore } from '../cache/object-store.ts';
import { keyOf, type RemoteStore } from './remote-store.ts';

/** A remote that is a directory of this machine. */
export function localRemote(store: ObjectStore): RemoteStore {
  return {
    async present(objects, intact) {
      const found = new Set<string>();
      for (const object of objects) {
        const { name, hash } = object;
        if (intact ? await store.hasIntact(name, hash) : store.has(name, hash)) found.add(keyOf(object));
      }
      return found;
    },
    async manifest({ name, hash }) {
      return store.manifest(name, hash, false);
    },
  };
}
