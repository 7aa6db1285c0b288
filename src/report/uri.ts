/** A URI reference for a path of any platform, or for what is a URL already. */
export function uriOf(path: string): string {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) return path.replace(/[^\w\-.~:/?#@!$&'()*+,;=%]|%(?![0-9a-f]{2})/gi, encoded);
  const slashed = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const encodedPath = slashed.replace(/[^\w\-.~/!$&'()*+,;=@]/g, encoded);
  if (/^[a-z]:\//i.test(slashed)) return `file:///${slashed.slice(0, 2)}${encodedPath.slice(4)}`;
  return slashed.startsWith('/') ? `file://${encodedPath}` : encodedPath;
}

function encoded(character: string): string {
  return [...Buffer.from(character, 'utf8')].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}
