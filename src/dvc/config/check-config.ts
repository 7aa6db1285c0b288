import { UserError } from '../../errors.ts';
import { type ConfigSection, type ConfigSections, REMOTE } from './parse-config.ts';

const SECTIONS = new Set([
  'core',
  'cache',
  'state',
  'index',
  'feature',
  'plots',
  'exp',
  'parsing',
  'hydra',
  'studio',
  'artifacts',
]);
const NAMED = /^\s*(?:remote|machine|db)\s*".*"\s*$/;
const LINKS = new Set(['reflink', 'hardlink', 'symlink', 'copy']);

type Check = (value: string) => boolean;
const anything: Check = () => true;
const flag: Check = (value) => /^(?:true|false)$/i.test(value);
const number: Check = (value) => /^\d+$/.test(value);
const oneOf = (...choices: readonly string[]): Check => {
  return (value) => choices.includes(value.toLowerCase());
};

const KEYS: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  core: {
    remote: anything,
    checksum_jobs: number,
    interactive: flag,
    analytics: flag,
    hardlink_lock: flag,
    no_scm: flag,
    autostage: flag,
    experiments: flag,
    check_update: flag,
    site_cache_dir: anything,
    machine: anything,
  },
  cache: {
    ...Object.fromEntries(['local', 's3', 'gs', 'hdfs', 'webhdfs', 'ssh', 'azure', 'dir'].map((key) => [key, anything])),
    type: (value) => value.split(',').every((type) => LINKS.has(type.trim())),
    protected: flag,
    shared: oneOf('group'),
    slow_link_warning: flag,
    verify: flag,
  },
  parsing: { bool: oneOf('store_true', 'boolean_optional'), list: oneOf('nargs', 'append') },
};

/** Throws `UserError` for settings that make DVC refuse the repository. Values may be secrets and are not shown. */
export function checkConfig(sections: ConfigSections): void {
  for (const [name, section] of sections) {
    if (!SECTIONS.has(name) && !NAMED.test(name)) throw new UserError(`the DVC config has an unknown section [${name}]`);
    if (REMOTE.test(name) && !section.has('url')) throw new UserError(`the DVC config has no url in [${name}]`);
    checkKeys(name, section);
  }
}

function checkKeys(name: string, section: ConfigSection): void {
  const keys = Object.hasOwn(KEYS, name) ? KEYS[name] : undefined;
  if (keys === undefined) return;
  for (const [key, value] of section) {
    const check = Object.hasOwn(keys, key) ? keys[key] : undefined;
    if (check === undefined) throw new UserError(`the DVC config has an unknown key ${name}.${key}`);
    const values = typeof value === 'string' ? [value] : value;
    if (!values.every(check)) throw new UserError(`the DVC config has a value in ${name}.${key} that DVC doesn't know`);
  }
}
