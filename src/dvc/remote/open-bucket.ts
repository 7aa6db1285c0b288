import type { ConfigSection } from '../config/parse-config.ts';
import type { BucketPlace } from './bucket.ts';
import { gcsBucket } from './gcs-bucket.ts';
import { s3Bucket } from './s3-bucket.ts';

const KINDS = new Map([
  ['s3', s3Bucket],
  ['gs', gcsBucket],
  ['gcs', gcsBucket],
]);

/** What `s3://bucket/key` or `gs://bucket/key` names; null for other URLs. Nothing is asked before it must be. */
export function openBucket(url: string, settings: ConfigSection, signal?: AbortSignal): BucketPlace | null {
  const [, scheme = '', name = '', key = ''] = /^(\w+):\/\/([^/]+)\/?(.*?)\/*$/.exec(url) ?? [];
  const open = KINDS.get(scheme);
  return open ? { bucket: open(name, settings, { url, ...(signal && { signal }) }), key } : null;
}
