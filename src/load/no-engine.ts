import type { Engine } from '../engine/engine.ts';

const refuse = (): never => {
  throw new Error('there are no tables here');
};

/** Holds the place of an engine where there are no tables. */
export const noEngine: Engine = {
  name: 'none',
  get dialect() {
    return refuse();
  },
  open: refuse,
  query: refuse,
  frame: refuse,
  materialize: refuse,
  sample: refuse,
  describe: refuse,
  idle: async () => undefined,
  close: async () => undefined,
};
