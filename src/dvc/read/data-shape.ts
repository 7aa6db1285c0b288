import { anyOf, anything, flag, integer, keys, listOf, mapOf, nothing, path, type Shape, text } from './shape.ts';
import { isMap } from './value.ts';

const longText: Shape = (value, at) =>
  typeof value === 'string' && (value.length >= 3 || value === '') ? null : `${at}: too short for a checksum`;
/** An int counts by its digits. */
const longNumber: Shape = (value, at) => integer(value, at) ?? longText(String(value), at);
const checksum = anyOf('a checksum', nothing, longText, longNumber);
const checksums = { md5: checksum, etag: checksum, checksum };
const meta = { size: integer, nfiles: integer, isexec: flag, version_id: text };
const clouds = mapOf(keys({ ...meta, ...checksums }));
const cloud: Shape = (value, at) => (isMap(value) && value.size > 1 ? `${at}: more than one remote` : clouds(value, at));
const map: Shape = (value, at) => (isMap(value) ? null : `${at}: expected a map`);
const annotations = { desc: text, type: text, labels: listOf(text), meta: anything };
const artifact = { ...checksums, ...meta, path, persist: flag, cloud, hash: text };
const files = listOf(keys({ ...checksums, ...meta, relpath: path, cloud }, ['relpath']));

const data = keys({ ...checksums, ...meta, path, cloud, files, hash: text, dataset: anything }, ['path']);

export const LOCK_STAGES = mapOf(
  keys(
    {
      cmd: anyOf('text or a list', text, listOf(anything)),
      deps: listOf(data),
      params: mapOf(mapOf(anything)),
      outs: listOf(data),
    },
    ['cmd'],
  ),
);

export const LOCK_FILE = keys({ schema: text, datasets: anything, stages: LOCK_STAGES }, ['schema']);

const out = keys({
  ...artifact,
  ...annotations,
  cache: flag,
  remote: text,
  push: flag,
  files,
  fs_config: map,
  /** Before 2.0. */
  metric: anything,
  tags: anything,
});
const repo = keys(
  {
    url: text,
    rev: text,
    rev_lock: text,
    config: anyOf('text or a map', text, map),
    remote: anyOf('text or a map', text, map),
  },
  ['url'],
);
const db = keys({ connection: text, query: text, table: text, file_format: text });
const dep = keys({ ...artifact, files, fs_config: map, repo, db });

export const DVC_FILE = keys({
  md5: checksum,
  wdir: anyOf('text', path, nothing),
  deps: anyOf('a list', listOf(dep), nothing),
  outs: anyOf('a list', listOf(out), nothing),
  locked: flag,
  frozen: flag,
  meta: anything,
  always_changed: flag,
  desc: text,
  /** Before 3.0. */
  cmd: anything,
});
