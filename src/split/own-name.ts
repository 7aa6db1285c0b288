import { identifier, type Sql } from '../engine/sql.ts';

/** A name beside those of the data's columns. */
export const ownName = (name: string): Sql => identifier(`__watertight_${name}`);
