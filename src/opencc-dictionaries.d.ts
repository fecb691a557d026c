/** OpenCC's dictionaries as opencc-js ships them: pairs as `from to`, joined by `|`; of several `to`, the first is the usual one. */
declare module 'opencc-js/dict/*' {
  const pairs: string
  export default pairs
}
