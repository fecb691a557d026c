/** Put articles in order: the manifest's, or by date where all have one, else as they were read. */

import type {Article, Manifest} from '../model.ts'

export interface OrderedPart {
  readonly title?: string
  /** Path of its introduction. */
  readonly introduction?: string
  readonly articles: ReadonlyArray<Article>
}

/** Articles that the manifest names but that could not be read are simply not there. */
export function orderArticles(
  articles: ReadonlyArray<Article>,
  manifest: Manifest
): ReadonlyArray<OrderedPart> {
  if (!manifest.parts) return [{articles: sortFreely(articles)}]
  const byPath = new Map(articles.map((article) => [article.path, article]))
  return manifest.parts
    .map((part) => ({
      ...(part.title && {title: part.title}),
      ...(part.introduction !== undefined && {introduction: part.introduction}),
      articles: part.articles.flatMap(({file}) => byPath.get(file) ?? [])
    }))
    .filter((part) => part.articles.length > 0)
}

function sortFreely(articles: ReadonlyArray<Article>): ReadonlyArray<Article> {
  const isDated = articles.every((article) => /^\d{4}-\d{2}/.test(article.date ?? ''))
  if (!isDated) return articles
  const key = ({date = ''}: Article) => date
  return [...articles].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
