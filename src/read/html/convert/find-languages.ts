/**
 * Find the language of each piece of code.
 *
 * Highlighters name it on the code, or on one of the wrappers that they put around it.
 */

import type {Element, Nodes} from 'hast'
import {visitParents} from 'unist-util-visit-parents'
import {classesOf, findElements, listBeside} from './tags.ts'

const codeTag = /^(?:pre|code|kbd|listing|samp|tt|xmp)$/
/** Elements that highlighters wrap code in, those of the table that sets numbers beside it included. */
const wrapperTag = /^(?:div|figure|table|tbody|tr|td)$/
/** How far out a wrapper with the name stands: the table of numbers is five levels. */
const farthest = 6
/** A wrapper holds the code and perhaps a button or two; what holds more is a part of the page. */
const mostBeside = 5
/** How highlighters name a language in a class. */
const languageClass = /^(?:lang(?:uage)?|highlight(?:-source|-text)?|brush:?)-([\w+#.-]+)$/i
/** On a wrapper, `lang-` may as well be the language of people. */
const wrapperClass = /^(?:language|highlight(?:-source|-text)?)-([\w+#.-]+)$/i
/** Classes behind which the next one is the language. */
const openers: ReadonlySet<string> = new Set(['brush:', 'sourceCode'])
/** Names of languages that mean none. */
const noLanguage = /^(?:none|no-?highlight|plain|plain-?text|text|txt|default|auto)$/i
/** What classes of a look say in the place of a language. */
const look = /^(?:area|block|body|box|code|container|inner|lines?|pre|snippet|table|toolbar|wrap(?:per)?)$/i

/** Languages by the elements that hold code. */
export function findLanguages(tree: Nodes): Map<Element, string> {
  const languages = new Map<Element, string>()
  visitParents(tree, 'element', function (node, ancestors) {
    if (!codeTag.test(node.tagName)) return
    const own = [node, ...findElements(node, ({tagName}) => tagName === 'code')]
    const named =
      own.map((part) => nameIn(part, languageClass)).find((name) => name !== undefined) ??
      nameAround(ancestors)
    if (named !== undefined && !noLanguage.test(named)) languages.set(node, named.toLowerCase())
  })
  return languages
}

function nameAround(ancestors: ReadonlyArray<Nodes>): string | undefined {
  for (const parent of ancestors.slice(-farthest).toReversed()) {
    if (parent.type !== 'element' || !wrapperTag.test(parent.tagName)) return
    if (listBeside(parent.children, -1, {step: 1, most: mostBeside + 1}).length > mostBeside) return
    const name = nameIn(parent, wrapperClass)
    if (name !== undefined) return name
  }

  return
}

function nameIn(node: Element, pattern: RegExp): string | undefined {
  const {dataLang, dataLanguage} = node.properties
  const classes = classesOf(node)
  const behind = classes.findIndex((name) => openers.has(name))
  const names = [
    dataLang,
    dataLanguage,
    ...classes.map((name) => pattern.exec(name)?.[1]),
    behind < 0 ? undefined : classes[behind + 1]?.replace(/;$/, ''),
    // A figure around code has two classes: that it is code, and of which language.
    node.tagName === 'figure' && classes[0] === 'highlight' ? classes[1] : undefined
  ]
  return names.map((name) => String(name ?? '')).find((name) => name !== '' && !look.test(name))
}
