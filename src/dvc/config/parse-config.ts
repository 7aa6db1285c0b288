import { UserError } from '../../errors.ts';

export type ConfigValue = string | readonly string[];
export type ConfigSection = ReadonlyMap<string, ConfigValue>;
/** Section name, lower-cased, → key, lower-cased, → value. Sections such as `remote "name"` keep their whole heading. */
export type ConfigSections = ReadonlyMap<string, ConfigSection>;

/** Characters of a line; what is longer is no setting. */
const LONGEST = 4096;

/** The heading of a remote; its name is the first group. */
export const REMOTE = /^\s*remote\s*"(.*)"\s*$/;

/** A setting that is one text; undefined when it is absent, empty or a list. */
export function textSetting(section: ConfigSection, key: string): string | undefined {
  const value = section.get(key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Reads an INI text the way ConfigObj does: `#` comments, quotes, comma lists, triple quotes, `%(name)s`. */
export function parseConfig(text: string, path: string): ConfigSections {
  const sections = new Map<string, Map<string, ConfigValue>>();
  let current: Map<string, ConfigValue> | undefined;
  const lines = text.split(/\r\n|\r|\n/);
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]?.trim() ?? '';
    const fail = (message: string): never => {
      throw new UserError(message, { position: { path, line: i + 1 } });
    };
    if (line.length > LONGEST) fail(`the line has more than ${LONGEST} characters`);
    if (line === '' || line.startsWith('#')) continue;
    const heading = /^\[\s*(.*?)\s*\]\s*(?:#.*)?$/.exec(line);
    if (heading) {
      const name = unquote(heading[1] as string).toLowerCase();
      if (sections.has(name)) fail(`section [${name}] stands twice`);
      current = new Map();
      sections.set(name, current);
      continue;
    }
    const pair = /^((?:"[^"]*"|'[^']*'|[^'"=][^=]*?))\s*=\s*(.*)$/.exec(line);
    if (!pair) return fail('neither a [section] nor a `key = value`');
    const key = unquote(pair[1] as string).toLowerCase();
    let value = pair[2] as string;
    if (current === undefined) return fail(`${key} stands in no section`);
    const triple = /^("""|''')/.exec(value)?.[1];
    if (triple) {
      value = value.slice(3);
      while (!value.includes(triple)) {
        if (++i >= lines.length) return fail('text in triple quotes has no end');
        value += `\n${lines[i]}`;
      }
      value = value.slice(0, value.indexOf(triple));
      current.set(key, value);
      continue;
    }
    if (current.has(key)) fail(`${key} stands twice`);
    current.set(key, parseValue(value) ?? fail(`the value of ${key} has an unclosed quote`));
  }
  for (const section of sections.values()) interpolate(section);
  return sections;
}

/** Null for a quote without end. */
function parseValue(text: string): ConfigValue | null {
  const items: string[] = [];
  let rest = text;
  let isList = false;
  for (;;) {
    const match = /^\s*(?:"([^"]*)"|'([^']*)'|([^'",#][^,#]*?)?)\s*(,|#.*$|$)/.exec(rest);
    if (!match) return null;
    const item = match[1] ?? match[2] ?? match[3];
    if (match[4] !== ',') {
      if (item !== undefined) items.push(item);
      return isList ? items : (items[0] ?? '');
    }
    isList = true;
    if (item !== undefined) items.push(item);
    rest = rest.slice(match[0].length);
  }
}

/** One pass: a name that isn't in the section stays as it is. */
function interpolate(section: Map<string, ConfigValue>): void {
  for (const [key, value] of section) {
    if (typeof value !== 'string' || !value.includes('%(')) continue;
    section.set(
      key,
      value.replace(/%\(([^)]*)\)s/g, (whole, name: string) => {
        const other = section.get(name.toLowerCase());
        return typeof other === 'string' ? other : whole;
      }),
    );
  }
}

function unquote(text: string): string {
  return /^(?:"[^"]*"|'[^']*')$/.test(text) ? text.slice(1, -1) : text.trim();
}
