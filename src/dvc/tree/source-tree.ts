/** Paths below the root, in the order in which DVC comes across them. */
export interface FoundFiles {
  readonly pipelines: readonly string[];
  readonly dvcFiles: readonly string[];
}

/** The metadata files of a repository, on disk or of a Git revision. Paths are `/`-separated and relative to the root. */
export interface SourceTree {
  /** Whether a file (or what a link leads to) is there. */
  hasFile(path: string): boolean;
  hasDirectory(path: string): boolean;
  /** Throws `UserError` when it can't be read. */
  text(path: string): string;
  /** Every `dvc.yaml` and `.dvc` file that counts. */
  find(): FoundFiles;
  /** Whether `.dvcignore` leaves out a path, so that DVC refuses an out there; false in a revision, where DVC doesn't look. */
  isIgnored(path: string): boolean;
  /** Whether Git ignores a path; false in a revision. */
  isGitIgnored(path: string): boolean;
}
