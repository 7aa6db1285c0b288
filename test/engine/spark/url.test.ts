import { describe, expect, it } from 'vitest';
import { parseSparkUrl } from '../../../src/engine/spark/url.ts';
import { UserError } from '../../../src/errors.ts';

const none = {};

describe('parseSparkUrl', () => {
  it('reads host, port and parameters, and makes headers of the unknown ones', () => {
    expect(parseSparkUrl('sc://spark.example:443/;use_ssl=true;token=abc%3D;x-cluster-id=0720-1;user_id=ann', none)).toEqual({
      target: 'spark.example:443',
      host: 'spark.example',
      secure: true,
      token: 'abc=',
      userId: 'ann',
      userAgent: 'watertight',
      headers: { 'x-cluster-id': '0720-1' },
    });
  });

  it.each([
    ['sc://host', 'host:15002', false],
    ['sc://host:1', 'host:1', false],
    ['sc://host/', 'host:15002', false],
    ['sc://host:15002/;', 'host:15002', false],
    ['sc://host;use_ssl=TRUE', 'host:15002', true],
    ['SC://[::1]:9', '[::1]:9', false],
    ['sc://host/;token=t', 'host:15002', true],
    ['sc://localhost/;token=t', 'localhost:15002', false],
    ['sc://127.0.0.1/;token=t;use_ssl=true', '127.0.0.1:15002', true],
  ])('%s', (url, target, secure) => {
    expect(parseSparkUrl(url, none)).toMatchObject({ target, secure });
  });

  it('takes the token from the environment unless the address has one', () => {
    const env = { SPARK_CONNECT_AUTHENTICATE_TOKEN: 'standard', WATERTIGHT_SPARK_TOKEN: 'own' };
    expect(parseSparkUrl('sc://host', env)).toMatchObject({ token: 'own', secure: true });
    expect(parseSparkUrl('sc://host', { SPARK_CONNECT_AUTHENTICATE_TOKEN: 'standard' }).token).toBe('standard');
    expect(parseSparkUrl('sc://host/;token=given', env).token).toBe('given');
    expect(parseSparkUrl('sc://host', { WATERTIGHT_SPARK_TOKEN: '' })).not.toHaveProperty('token');
  });

  it.each([
    'sc://',
    'sc://host:99999',
    'sc://host:port',
    'sc://user:s3cret@host',
    'sc://host/path;token=s3cret',
    'sc://host/;s3cret',
    'sc://host/;token=s3cret%zz',
    'sc://host/;token=s3cret\n',
    'sc://host/;x-key=s3cretü',
    'sc://host/;use_ssl=s3cret',
    'sc://host/;token=s3cret;use_ssl=false',
    'sc://host?token=s3cret',
  ])('refuses %j without repeating it', (url) => {
    const refused = () => parseSparkUrl(url, none);
    expect(refused).toThrow(UserError);
    expect(refused).not.toThrow(/s3cret/);
  });
});
