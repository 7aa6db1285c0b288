const secretNames = 'token|secret|password|passwd|pwd|credential|signature|sig|api[-_]?key|access[-_]?key|auth';

/** A location with credentials replaced by `***`: those before `@`, and the parameters that carry keys, tokens and signatures. */
export function maskSecrets(text: string): string {
  return text
    .replace(/([a-z][a-z0-9+.-]*:\/\/)[^/\s?#]*@/gi, '$1***@')
    .replace(new RegExp(`([?&;][^=&;\\s]*(?:${secretNames})[^=&;\\s]*=)[^&;\\s#]*`, 'gi'), '$1***');
}
