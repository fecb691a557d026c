// Search the digest in the browser: all texts are in this page, nothing is asked of a server.

const {chapters, folds, words} = JSON.parse(document.getElementById('texts').textContent)
const form = document.querySelector('.search')
const list = document.getElementById('found')
const count = document.getElementById('count')
const foldOf = new Map(Array.from(folds, (pair) => [...pair]))
const inSnippet = 30
const perChapter = 5

// Width, case, script and white space do not count. Where each character stood is kept.
function fold(text) {
  let folded = ''
  const places = []
  const ends = []
  let at = 0
  for (const character of text) {
    for (const part of character.normalize('NFKC').toLowerCase()) {
      if (!part.trim()) continue
      const plain = foldOf.get(part) ?? part
      folded += plain
      for (let unit = 0; unit < plain.length; unit++) {
        places.push(at)
        ends.push(at + character.length)
      }
    }
    at += character.length
  }
  places.push(text.length)
  return {folded, places, ends}
}

const texts = chapters.map((chapter) => ({
  ...chapter,
  blocks: chapter.blocks.map(([id, text]) => ({id, text, ...fold(text)}))
}))

function search(query) {
  const terms = query.split(/\s+/).flatMap((term) => fold(term).folded || [])
  if (terms.length === 0) return []
  return texts.flatMap((chapter) => {
    const blocks = chapter.blocks.filter(({folded}) => terms.every((term) => folded.includes(term)))
    return blocks.length > 0 ? [{chapter, blocks, terms}] : []
  })
}

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

// The words around the first place, with every place in them marked.
function showSnippet({text, folded, places, ends}, terms) {
  const first = Math.min(...terms.map((term) => folded.indexOf(term)))
  const from = places[Math.max(0, first - inSnippet)]
  const to = places[Math.min(places.length - 1, first + inSnippet * 3)]
  const marks = terms
    .flatMap((term) => {
      const found = []
      for (let at = folded.indexOf(term); at !== -1; at = folded.indexOf(term, at + term.length))
        found.push([places[at], ends[at + term.length - 1]])
      return found
    })
    .filter(([start, end]) => start >= from && end <= to)
    .sort(([a], [b]) => a - b)
  const parts = [from > 0 ? '\u2026' : '']
  let at = from
  for (const [start, end] of marks) {
    if (start < at) continue
    parts.push(text.slice(at, start), element('mark', {}, text.slice(start, end)))
    at = end
  }
  return [...parts, text.slice(at, to), to < text.length ? '\u2026' : '']
}

function showChapter({chapter, blocks, terms}) {
  const shown = blocks
    .slice(0, perChapter)
    .map((block) =>
      element('li', {}, element('a', {href: `${chapter.href}#${block.id}`}, ...showSnippet(block, terms)))
    )
  const rest = blocks.length - shown.length
  if (rest > 0) shown.push(element('li', {className: 'more'}, words.more.replace('{count}', rest)))
  return element(
    'li',
    {lang: chapter.lang},
    element('h2', {}, element('a', {href: chapter.href}, chapter.title)),
    element('ol', {}, ...shown)
  )
}

function show() {
  const query = form.elements.q.value.trim()
  const found = search(query)
  const places = found.reduce((sum, {blocks}) => sum + blocks.length, 0)
  list.replaceChildren(...found.map(showChapter))
  if (query === '') count.textContent = ''
  else if (places === 0) count.textContent = words.none
  else count.textContent = words.found.replace('{places}', places).replace('{chapters}', found.length)
  history.replaceState(null, '', query === '' ? location.pathname : `?${new URLSearchParams({q: query})}`)
}

form.addEventListener('submit', (event) => {
  event.preventDefault()
  show()
})
form.elements.q.addEventListener('input', show)
form.elements.q.value = new URLSearchParams(location.search).get('q') ?? ''
show()
form.elements.q.focus()
