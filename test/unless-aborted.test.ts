import { expect, it } from 'vitest';
import { unlessAborted } from '../src/unless-aborted.ts';

const never = new Promise<number>(() => undefined);

it('gives what the work gives, with or without a signal', async () => {
  expect(await unlessAborted(Promise.resolve(1), undefined)).toBe(1);
  expect(await unlessAborted(Promise.resolve(2), new AbortController().signal)).toBe(2);
  await expect(unlessAborted(Promise.reject(new Error('no')), new AbortController().signal)).rejects.toThrow('no');
});

it("ends with the signal's reason, aborted before or meanwhile", async () => {
  await expect(unlessAborted(never, AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  const controller = new AbortController();
  const work = unlessAborted(never, controller.signal);
  controller.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
});
