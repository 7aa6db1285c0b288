import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { dvcCloudStatus } from '../../src/dvc/status/cloud-status.ts';
import { dvcDataStatus } from '../../src/dvc/status/data-status.ts';
import { dvcStatus } from '../../src/dvc/status/local-status.ts';
import { UserError } from '../../src/errors.ts';
import { s3Server } from './remote/s3-server.ts';

/** Repository states with the real tool's answers; each a folder with `state.tar.gz` and `expected.json`. */
const folder = process.env.DVC_CONFORMANCE ?? join(import.meta.dirname, '../../../shared/conformance/dvc');

interface Expected {
  readonly cwd: string;
  readonly archive: string;
  readonly features: readonly string[];
  readonly s3?: { readonly endpoint: string };
  readonly commands: Readonly<Record<string, { readonly argv: readonly string[]; readonly json?: unknown } | undefined>>;
}

describe.skipIf(!existsSync(folder))('answers of DVC itself', () => {
  beforeEach(() => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
    return () => vi.unstubAllEnvs();
  });
  const work = mkdtempSync(join(tmpdir(), 'watertight-conformance-'));
  afterAll(() => rmSync(work, { recursive: true, force: true }));
  const states = existsSync(folder) ? readdirSync(folder).sort() : [];

  it.each(states)('%s', async (id) => {
    const expected = JSON.parse(
      readFileSync(join(folder, id, 'expected.json'), 'utf8').replace(/([:[,]\s*)NaN\b/g, '$1null'),
    ) as Expected;
    const { status, status_cloud, data_status, data_status_all } = expected.commands;
    const top = join(work, id);
    execFileSync('mkdir', [top]);
    execFileSync('tar', ['xzf', join(folder, id, expected.archive), '-C', top]);
    const root = join(top, expected.cwd);
    const asked = { status: status?.json, cloud: status_cloud?.json, data: data_status?.json, dataAll: data_status_all?.json };
    if (expected.s3) await s3Server(join(top, 's3'), Number(new URL(expected.s3.endpoint).port));
    if (status && status.json === undefined) {
      await expect(dvcStatus(root)).rejects.toThrow(UserError);
      await expect(dvcDataStatus(root)).rejects.toThrow(UserError);
    }
    if (status_cloud && status_cloud.json === undefined) await expect(dvcCloudStatus(root)).rejects.toThrow(UserError);
    const got = {
      status: asked.status && (await dvcStatus(root, { network: true })).json,
      cloud: asked.cloud && (await dvcCloudStatus(root)).json,
      data: asked.data && (await dvcDataStatus(root, flags(data_status!.argv))).json,
      dataAll: asked.dataAll && (await dvcDataStatus(root, flags(data_status_all!.argv))).json,
    };
    expect(canonical(got)).toEqual(canonical(asked));
  });
});

function flags(argv: readonly string[]) {
  return {
    granular: argv.includes('--granular'),
    notInRemote: argv.includes('--not-in-remote'),
    unchanged: argv.includes('--unchanged'),
    untrackedFiles: argv.includes('--untracked-files'),
  };
}

/** Order of keys and of lists carries no meaning. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, canonical(item)]));
}
