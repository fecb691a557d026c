/**
 * Tidy the tag of a language: Chinese by its script, as this project names it.
 */

/** The language that most of a page's letters are in, as far as letters tell. */
const han = /\p{Script=Han}/gu
const latin = /\p{Script=Latin}/gu
/** Letters of Latin words weigh less: a word has about five. */
const lettersOfWord = 5

/** BCP 47 tag; undefined where the text is none. */
export function tidyLang(text: string): string | undefined {
  const [written = ''] = text
    .trim()
    .slice(0, 100)
    .replaceAll('_', '-')
    .split(/\s*[,;.]/)
  if (!/^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,4}$/i.test(written)) return
  let locale: Intl.Locale
  try {
    locale = new Intl.Locale(/^cn$/i.test(written) ? 'zh-CN' : written)
  } catch {
    // A tag of the right shape may still repeat a part.
    return
  }

  if (locale.language !== 'zh') return locale.baseName
  // Without script and region it says nothing of the script.
  const isPlain = locale.script === undefined && locale.region === undefined
  return isPlain ? 'zh' : `zh-${locale.maximize().script ?? 'Hans'}`
}

/** Whether a page's letters are of another script than those of its language. */
export function isOtherScript(lang: string, text: string): boolean {
  const hans = text.match(han)?.length ?? 0
  const words = (text.match(latin)?.length ?? 0) / lettersOfWord
  const isHan = /^(?:zh|ja|yue|wuu|lzh)\b/.test(lang)
  const isOther = /^(?:ko|ru|uk|bg|sr|el|ar|he|fa|hi|th)\b/.test(lang)
  if (hans + words < 50) return false
  return isHan ? words > hans * 4 : isOther ? false : hans > words
}
