import { type Sql, sql } from '../engine/sql.ts';

/** 13 hexadecimal digits: what a double holds exactly. */
const SPAN = 16 ** 13;

/**
 * A number from 0 to below 1 that only a key and the seed decide: the first 13 hexadecimal digits of md5(seed + ':' + key) over 16^13.
 * The same in every version and language, unlike the hash functions of engines.
 */
export const hashShare = (key: Sql, seed: string): Sql =>
  sql`(CAST(concat('0x', substr(md5(concat(${`${seed}:`}, ${key})), 1, 13)) AS BIGINT) / ${SPAN})`;
