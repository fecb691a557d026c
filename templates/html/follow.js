// Mark in the contents the place that is being read. Without scripts nothing is missing but this.

const contents = document.querySelector('.contents')
const places = [...contents.querySelectorAll('a[href^="#"]')].flatMap((link) => {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)))
  return target ? [{link, target}] : []
})
let current
let isWaiting = false

// Places stand in the order of the text: the last one that begins in the upper third is being read.
function find() {
  const line = innerHeight / 3
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle].target.getBoundingClientRect().top > line) high = middle
    else low = middle + 1
  }
  return places[low - 1]?.link
}

function follow() {
  isWaiting = false
  const link = find()
  if (link === current) return
  current?.removeAttribute('aria-current')
  link?.setAttribute('aria-current', 'true')
  current = link
  // Only where the contents scroll by themselves, beside the text.
  if (!link || contents.scrollHeight <= contents.clientHeight) return
  const box = contents.getBoundingClientRect()
  const {top, bottom} = link.getBoundingClientRect()
  if (top < box.top || bottom > box.bottom) contents.scrollTop += top - box.top - box.height / 3
}

function wait() {
  if (isWaiting) return
  isWaiting = true
  requestAnimationFrame(follow)
}

addEventListener('scroll', wait, {passive: true})
addEventListener('resize', wait)
follow()
