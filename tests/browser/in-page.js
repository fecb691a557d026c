/* What is asked of a page, inside it; see `ask` in open-pages.ts. */

const all = (selector, root = document) => [...root.querySelectorAll(selector)]

function describe(element) {
  const name = element.tagName.toLowerCase()
  const id = element.id ? `#${element.id}` : ''
  const classes = [...element.classList].map((item) => `.${item}`).join('')
  return `${name}${id}${classes} "${element.textContent.trim().slice(0, 16)}"`
}

/** Read out, not shown. */
function isHidden(element) {
  for (let at = element; at; at = at.parentElement) {
    if (at.tagName === 'SVG' || getComputedStyle(at).clipPath !== 'none') return true
  }
  return !element.checkVisibility()
}

/** Every line of text on the page, as a box. */
function listLines(root = document.body) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const lines = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.data.trim() || isHidden(node.parentElement)) continue
    range.selectNodeContents(node)
    const size = Number.parseFloat(getComputedStyle(node.parentElement).fontSize)
    for (const {left, top, right, bottom} of range.getClientRects()) {
      // A face may ask for more than an em: a box is as high as its letters.
      const middle = (top + bottom) / 2
      const box = {left, right, top: middle - size / 2, bottom: middle + size / 2}
      if (right > left) lines.push({box, element: node.parentElement})
    }
  }
  return lines
}

/** What sticks out of the viewport sideways, but inside boxes that scroll. */
function findOverflow() {
  const width = document.documentElement.clientWidth
  const isOut = ({left, right}) => left < -0.5 || right > width + 0.5
  const found = all('body *').filter(
    (element) => !element.closest('.box *') && !isHidden(element) && isOut(element.getBoundingClientRect())
  )
  const lines = listLines().filter(({box, element}) => !element.closest('.box') && isOut(box))
  const {scrollWidth} = document.documentElement
  return [
    ...(scrollWidth > innerWidth ? [`page of ${scrollWidth}`] : []),
    ...new Set([...found, ...lines.map(({element}) => element)].map(describe))
  ]
}

/** Text that a part around it cuts off, without a way to scroll there. */
function findClipped() {
  const found = listLines().filter(({box, element}) => {
    for (let at = element; at !== document.body; at = at.parentElement) {
      const {overflowX, overflowY} = getComputedStyle(at)
      const edge = at.getBoundingClientRect()
      const isCut = (overflow, before, after) => /hidden|clip/.test(overflow) && (before < -1 || after > 1)
      if (isCut(overflowX, box.left - edge.left, box.right - edge.right)) return true
      if (isCut(overflowY, box.top - edge.top, box.bottom - edge.bottom)) return true
    }
    return false
  })
  return [...new Set(found.map(({element}) => describe(element)))]
}

/** Lines of text that stand on each other, of different blocks. */
function findCollisions() {
  const blockOf = (element) =>
    element.closest('p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, caption, figcaption, nav, aside')
  const lines = listLines()
    .filter(({element}) => !element.closest('.box'))
    .map(({box, element}) => ({box, block: blockOf(element) ?? element}))
    .sort((a, b) => a.box.top - b.box.top)
  const found = new Set()
  for (const [index, {box, block}] of lines.entries()) {
    for (let next = index + 1; lines[next] && lines[next].box.top < box.bottom; next++) {
      const other = lines[next]
      if (other.block === block) continue
      const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left)
      const down = Math.min(box.bottom, other.box.bottom) - other.box.top
      if (across > 2 && down > 2) found.add(`${describe(block)} on ${describe(other.block)}`)
    }
  }
  return [...found]
}

function addStyle(text) {
  const style = document.createElement('style')
  style.textContent = text
  document.head.append(style)
}

/** Where each note stands on a wide screen. */
function placeNotes() {
  return all('[role=doc-footnote]').map((note) => {
    const {left, top, bottom} = note.getBoundingClientRect()
    const chapter = note.closest('[role^=doc-][aria-labelledby]')
    const text = Math.max(...all(':scope > p', chapter).map((block) => block.getBoundingClientRect().right))
    return {
      name: describe(note),
      isBeside: left > text,
      below: top - findCall(note.id).getBoundingClientRect().top,
      bottom,
      chapterEnd: chapter.getBoundingClientRect().bottom
    }
  })
}

/** Ids of the notes that are called, in the order of the calls. */
function listCalls() {
  return [...new Set(all('[role=doc-noteref]').map(readHash))]
}

function findCall(id) {
  return all('[role=doc-noteref]').find((call) => readHash(call) === id)
}

function readHash(link) {
  return decodeURIComponent(link.hash.slice(1))
}

/** A point of an element that can be clicked: the middle of its first line. */
function toPoint(element) {
  const box = [...element.getClientRects()].find(({width}) => width > 0)
  return {x: box.left + box.width / 2, y: box.top + box.height / 2}
}

function isOnTop(element, {x, y}) {
  const top = document.elementFromPoint(x, y)
  return top !== null && (element.contains(top) || top.contains(element))
}

function showCall(id) {
  const call = findCall(id)
  call.scrollIntoView({block: 'center'})
  return {...toPoint(call), scroll: scrollY}
}

function findBackLink(id) {
  const link = document.getElementById(id).querySelector('[role=doc-backlink]')
  return {...toPoint(link), name: nameStop(link)}
}

function lookAtNote(id) {
  const note = document.getElementById(id)
  const edge = note.getBoundingClientRect()
  // What is longer than half a screen scrolls inside: its first lines count.
  const lines = listLines(note).filter(({box}) => box.bottom < edge.bottom)
  const isInside = ({left, top, right, bottom}) =>
    left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight
  return {
    isFixed: getComputedStyle(note).position === 'fixed',
    isReadable:
      lines.length > 0 &&
      isInside(edge) &&
      lines.every(({box}) => {
        const top = document.elementFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
        return isInside(box) && note.contains(top)
      }),
    scroll: scrollY
  }
}

function isInView(id) {
  const {top, bottom} = findCall(id).getBoundingClientRect()
  return top >= 0 && bottom <= innerHeight
}

function focus(id) {
  findCall(id).focus()
}

function nameStop(element) {
  return element === document.body
    ? 'body'
    : `${element.id || element.hash || element.href || ''} ${describe(element)}`
}

function focused() {
  return nameStop(document.activeElement)
}

/** What Tab is to reach, in the order of the document. */
function listStops() {
  return all('a[href], button, summary, [tabindex="0"]')
    .filter((element) => element.checkVisibility())
    .map(nameStop)
}

function isFocusIn(selector) {
  return document.activeElement.matches(`${selector} *`)
}

function lookAtFocus() {
  const element = document.activeElement
  const {outlineStyle, outlineWidth, outlineColor} = getComputedStyle(element)
  const boxes = [...element.getClientRects()].filter(({width}) => width > 0)
  const isSeen = boxes.some((box) => {
    const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1)
    const y = box.top + Math.min(box.height / 2, 20)
    if (y < 0 || y > innerHeight || box.right < 0 || box.left > innerWidth) return false
    const top = document.elementFromPoint(x, y)
    return (
      top !== null &&
      (element.contains(top) || (top.contains(element) && getComputedStyle(top).position !== 'fixed'))
    )
  })
  return {
    name: nameStop(element),
    isMarked: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && !/, 0\)$/.test(outlineColor),
    isSeen
  }
}

const listContents = () => all('[role=doc-toc] a[href]')

function listLinks() {
  return listContents().map((link) => link.hash)
}

function pointAtLink(index) {
  const link = listContents()[index]
  link.scrollIntoView({block: 'nearest'})
  const point = toPoint(link)
  return {...point, isSeen: isOnTop(link, point)}
}

function lookAtTarget(index) {
  const link = listContents()[index]
  const target = document.getElementById(readHash(link))
  const end = document.documentElement.scrollHeight - innerHeight
  const box = link.closest('nav').getBoundingClientRect()
  return {
    top: target.getBoundingClientRect().top,
    isAtEnd: scrollY >= end - 1,
    isContentsSeen: box.top > -1 && box.top < innerHeight && isOnTop(link, toPoint(link))
  }
}

function readColours(selector) {
  const {color, backgroundColor} = getComputedStyle(document.querySelector(selector))
  return {colour: color, background: backgroundColor}
}

/** Every block of text, in order, each once. */
function listTexts() {
  const blocks = 'p, li, h1, h2, h3, h4, h5, h6, td, th, dt, dd, pre, caption, figcaption'
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = []
  let last
  while (walker.nextNode()) {
    const text = walker.currentNode
    const block = text.parentElement.closest(blocks)
    if (!block?.checkVisibility() || !text.parentElement.checkVisibility()) continue
    if (block === last) texts.push(texts.pop() + text.data)
    else texts.push(text.data)
    last = block
  }
  return texts.filter((text) => text.trim() !== '')
}
