import { describe, expect, it } from 'vitest';
import { decodeLz4 } from '../../../src/engine/duckdb/arrow/lz4-frame.ts';

const TEXT = Array.from({ length: 5000 }, (_, i) => `row ${i % 50} of the plan\n`).join('');

/** Written by the `lz4` command (1.9.4) from TEXT. */
const FRAMES = {
  // lz4 -9 -BD -B4 -BX: blocks of 64 KB that refer to the one before, with checksums
  linked: [
    'BCJNGFRAruABAADwA3JvdyAwIG9mIHRoZSBwbGFuChIAHTESAB0yEgAdMxIAHTQSAB01EgAdNhIAHTcSAB04EgAeOaIAD7UAAA62AB4xtwAeMbgAHjG5AB4x',
    'ugAeMbsAHjG8AB4xvQAeMb4AHjK+AB8ydAEADr4AHjK+AB4yvgAeMr4AHjK+AB4yvgAeMr4AHjK+AB4zvgAeM74AHzMzAgAOvgAeM74AHjO+AB4zvgAeM74A',
    'HjO+AB4zvgAeNL4AHjS+AB40vgAfNPICAA6+AB40vgAeNL4AHjS+AB40vgAeNL4AD6wD////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////',
    '/////////////////////////////////////////////zVQYW4Kcm8+X9lXeQAAAA+sA///////////////////////////////////////////////////',
    '/////////////////////////////////////////////////////////////////////////////////////////////////4dQcGxhbgqIjtkrAAAAAHUB',
    'K9g=',
  ].join(''),
  // lz4 -1 -B4 --content-size
  independent: [
    'BCJNGGRAp/8BAADwA3JvdyAwIG9mIHRoZSBwbGFuChIAHTESAB0yEgAdMxIAHTQSAB01EgAdNhIAHTcSAB04EgAdORIAHzG1AAAOtgAeMbcAHjG4AB4xuQAe',
    'MboAHjG7AB4xvAAeMb0AHjG+AB4yvgAeMr4AHjK+AB4yvgAeMr4AHjK+AB4yvgAeMr4AHjK+AB4yvgAeM74AHjO+AB4zvgAeM74AHjO+AB4zvgAeM74AHjO+',
    'AB4zvgAeM74AHjS+AB40vgAeNL4AHjS+AB40vgAeNL4AHjS+AB40vgAeNL4AHjS+AA69AA68AA67AA+6AAANUgMOuAAOtwAOtgAOtQAOtAAPrAP/////////',
    '////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////////////////////////////////////////////////////////////////////////////',
    '//////////////////////////////////////////////////////////////////////////////////////+AUGFuCnJvRwEAAP4IdyAzNiBvZiB0aGUg',
    'cGxhbgpyb3cgMzcTAB44EwAdORMALjQwEwAeMRMAHjITAB4zEwAeNBMAHjUTAA6+AB40vgAeNL4AHjS+AA69AA68AA67AA+6AAANpgAOuAAOtwAOtgAOtQAO',
    'tAAfMbUAAA62AB4xtwAeMbgAHjFyAR4xugAeMbsAHjG8AB4xvQAeMb4AHjK+AB4yvgAeMr4AHjK+AB4yvgAeMr4AHjK+AB4yvgAeMr4AHjK+AB4zvgAeM74A',
    'HjO+AB4zvgAeM74AHjO+AA+sA///////////////////////////////////////////////////////////////////////////////////////////////',
    '////////////////////////////////////////////////1VBwbGFuCgAAAAB1ASvY',
  ].join(''),
};

describe('LZ4 frames', () => {
  it.each(Object.entries(FRAMES))('unpacks %s blocks', (_, base64) => {
    expect(Buffer.from(decodeLz4(Buffer.from(base64, 'base64'))).toString()).toBe(TEXT);
  });

  it('unpacks frames one after the other, skippable ones between them', () => {
    const frame = Buffer.from(FRAMES.linked, 'base64');
    const skippable = Buffer.from([0x51, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    expect(Buffer.from(decodeLz4(Buffer.concat([frame, skippable, frame]))).toString()).toBe(TEXT + TEXT);
  });

  it('refuses data that are cut short or no frames', () => {
    const frame = Buffer.from(FRAMES.linked, 'base64');
    for (const end of [5, 10, 100, frame.length - 10]) expect(() => decodeLz4(frame.subarray(0, end))).toThrow(RangeError);
    expect(() => decodeLz4(Buffer.from('plain text'))).toThrow('not an LZ4 frame');
  });
});
