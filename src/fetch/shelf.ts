/** The folder that what is fetched goes into, as `io` opens it. */
export interface Shelf {
  /** Names of all that stands in the folder. */
  readonly list: () => ReadonlyArray<string>
  /** Undefined where there is no such file. */
  readonly read: (path: string) => Uint8Array | undefined
  /** Whole, or not at all; what stood there is replaced. */
  readonly save: (path: string, bytes: Uint8Array) => void
}
