/** A file of the user's, and what was in it when the run began. */
export interface DataFile {
  readonly path: string;
  readonly sha256: string;
}

/**
 * The keys that every config has, whatever its task. A config decides all that a run computes: two
 * runs of one config, with the same versions, are equal bit for bit.
 */
export interface RunConfig {
  readonly task: string;
  /** A published data set, or files of the user's, by their role. */
  readonly data: Readonly<Record<string, string | DataFile | undefined>>;
  readonly seed: number;
  /** Number of training steps. */
  readonly steps: number;
  /** Versions of the programs that the run was made with. */
  readonly versions: Readonly<Record<string, string>>;
}
