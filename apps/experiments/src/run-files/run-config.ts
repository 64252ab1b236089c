/** A file of the user's, and its contents when the run began. */
export interface DataFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The keys that every config has, for every task. A config determines all results of a run: two
 * runs of one config with the same versions are equal bit for bit.
 */
export interface RunConfig {
  readonly task: string;
  /** A published data set, or the user's files by their roles. */
  readonly data: Readonly<Record<string, string | DataFile | undefined>>;
  readonly seed: number;
  /** Number of training steps. */
  readonly steps: number;
  /** The versions of the programs that the run was made with. */
  readonly versions: Readonly<Record<string, string>>;
}
