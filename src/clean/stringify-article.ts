/**
 * Write a cleaned article's body as Markdown, without its title.
 *
 * Strong and emphasised text keeps its marks as they are: the usual serialiser
 * turns the Han letter beside a mark into a character reference, which readers
 * of CJK-friendly Markdown don't need and people can't read.
 */

import type {Emphasis, Parents, Strong, Text} from 'mdast'
import type {Article} from '../model.ts'
import {frontmatterToMarkdown} from 'mdast-util-frontmatter'
import {gfmToMarkdown} from 'mdast-util-gfm'
import {defaultHandlers, toMarkdown, type Info, type State} from 'mdast-util-to-markdown'

// Kept, since the serialiser keeps its compiled patterns with them.
const extensions = [gfmToMarkdown(), frontmatterToMarkdown(['yaml', 'toml'])]
/**
 * Text in which nothing could need an escape: no mark that opens a block before it, no
 * mark of phrasing in it, no blank at an end.
 */
const plain =
  /^(?!\d+[.)])[^\x00-\x20!#&(*+\-.:<=>@[\\\]_`|~\x7f](?:[^\x00-\x1f&*:<@[\\\]_`|~\x7f]*[^\x00-\x20!#&*:<@[\\\]_`|~\x7f])?$/
/** What may be the head of a bare address. */
const address = /w\./i

/** Markdown of an article's body. */
export function stringifyArticle(article: Pick<Article, 'tree'>): string {
  return toMarkdown(article.tree, {
    bullet: '-',
    rule: '-',
    // A bare URL has no end beside Han text.
    resourceLink: true,
    extensions,
    handlers: {
      text: (node: Text, parent: Parents | undefined, state: State, info: Info) =>
        plain.test(node.value) && !address.test(node.value)
          ? node.value
          : defaultHandlers.text(node, parent, state, info),
      strong: (node: Strong, _: Parents | undefined, state: State, info: Info) =>
        wrap(node, state, info, '**'),
      emphasis: (node: Emphasis, _: Parents | undefined, state: State, info: Info) =>
        wrap(node, state, info, '*')
    }
  })
}

function wrap(node: Strong | Emphasis, state: State, info: Info, mark: string): string {
  const tracker = state.createTracker(info)
  const before = tracker.move(mark)
  const between = state.containerPhrasing(node, {...tracker.current(), before, after: '*'})
  return before + between + mark
}
