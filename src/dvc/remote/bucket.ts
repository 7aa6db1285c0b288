/** Objects of a bucket by their keys. Everything throws `UserError` when the bucket cannot be looked at. */
export interface Bucket {
  /** The object's tag as DVC records it; null when it isn't there. */
  tag(key: string): Promise<string | null>;
  /** Keys that begin with the prefix. */
  list(prefix: string): Promise<readonly string[]>;
  /** Null when it isn't there or has more than `limit` bytes. */
  text(key: string, limit: number): Promise<string | null>;
}

/** A place in a bucket, without slashes around the key. */
export interface BucketPlace {
  readonly bucket: Bucket;
  readonly key: string;
}
