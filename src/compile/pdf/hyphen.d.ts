/** The package describes its main module only. */
declare module 'hyphen/en-us/index.js' {
  const english: {
    readonly hyphenateSync: (text: string, options?: {minWordLength?: number; hyphenChar?: string}) => string
  }
  export default english
}
