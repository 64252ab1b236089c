/** A place for the files of trials. Equal contents are stored once. */
export interface ArtefactStore {
  /** Stores a file, whole or not at all. Returns the SHA-256 of its contents, its name here. */
  put(path: string): Promise<string>;
  /**
   * Reads a file.
   *
   * @throws {EbmError} If there is none, or its contents have changed.
   */
  get(sha256: string): Promise<Uint8Array>;
}
