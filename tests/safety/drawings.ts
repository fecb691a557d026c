/** Drawings that run, load, or hide that they do, as what stands in an `svg` element. */

const away = 'https://canary.example'

export const drawings: ReadonlyArray<readonly [what: string, content: string]> = [
  ['a script', '<script>steal()</script>'],
  ['a script with a prefix', '<s:script xmlns:s="http://www.w3.org/2000/svg">steal()</s:script>'],
  ['a script of HTML', '<h:script xmlns:h="http://www.w3.org/1999/xhtml">steal()</h:script>'],
  ['a script from outside', `<script href="${away}/x.js"/>`],
  ['an event', '<path onload="steal()" d="M0 0h8v8z"/>'],
  ['an event on a line of its own', '<path\nonclick\n=\n"steal()" d="M0 0h8v8z"/>'],
  ['an event by animation', '<path d="M0 0h8v8z"><set attributeName="onclick" to="steal()"/></path>'],
  [
    'an address by animation',
    '<a id="x"><path d="M0 0h8v8z"/></a><animate href="#x" attributeName="href" values="javascript:steal()"/>'
  ],
  [
    'an event begun by time',
    '<path d="M0 0h8v8z"><animate onbegin="steal()" attributeName="x" dur="1s"/></path>'
  ],
  ['a listener', '<e:listener xmlns:e="http://www.w3.org/2001/xml-events" event="load" handler="#x"/>'],
  ['a page', '<foreignObject><body xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'],
  ['a page with a prefix', '<x:foreignObject xmlns:x="http://www.w3.org/2000/svg"/>'],
  ['a frame', '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://canary.example"/>'],
  ['a picture from outside', `<image href="${away}/x.png" width="8" height="8"/>`],
  [
    'a picture of another prefix',
    `<image xmlns:l="http://www.w3.org/1999/xlink" l:href="${away}/x.png" width="8" height="8"/>`
  ],
  [
    'a picture of an address in references',
    '<image href="&#104;ttps://canary.example/x.png" width="8" height="8"/>'
  ],
  ['a drawing from outside', `<use href="${away}/x.svg#x"/>`],
  ['a drawing in data', '<use href="data:image/svg+xml,x#x"/>'],
  [
    'a filter that loads',
    `<filter id="f"><feImage href="${away}/x.png"/></filter><path filter="url(#f)" d="M0 0h8v8z"/>`
  ],
  ['a link', '<a href="javascript:steal()"><path d="M0 0h8v8z"/></a>'],
  ['a paint from outside', `<path fill="url(${away}/x.svg#a)" d="M0 0h8v8z"/>`],
  ['a paint in references', '<path fill="&#117;rl(https://canary.example/x.svg#a)" d="M0 0h8v8z"/>'],
  ['a paint in escapes', '<path style="fill:u\\72l(https://canary.example/x.svg#a)" d="M0 0h8v8z"/>'],
  ['a sheet from outside', `<style>@import "${away}/x.css";</style>`],
  ['a sheet in references', '<style>&#64;import "https://canary.example/x.css";</style>'],
  ['a sheet in CDATA', `<style><![CDATA[@import "${away}/x.css";]]></style>`],
  ['a sheet in escapes', '<style>@\\69mport "https://canary.example/x.css";</style>'],
  ['a sheet in two pieces', '<style>@im<!-- -->port "https://canary.example/x.css";</style>'],
  ['a face from outside', `<style>@font-face{font-family:x;src:url("${away}/x.woff")}</style>`],
  ['a set of pictures', `<style>path{fill:image-set("${away}/x.png" 1x)}</style>`],
  ['another base', `<g xml:base="${away}/"><use href="#x"/></g>`],
  ['a sound', `<audio xmlns="http://www.w3.org/1999/xhtml" src="${away}/x.mp3"/>`]
]

const open = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
const shape = '<path d="M0 0h8v8z"/>'

/** A drawing around what stands in it. */
export function wrap(content: string): string {
  return `${open}${content}${shape}</svg>`
}

/** Whole files. */
export const files: ReadonlyArray<readonly [what: string, file: string]> = [
  ['a style sheet named before it', `<?xml-stylesheet href="${away}/x.css"?>${open}${shape}</svg>`],
  ['an entity', `<!DOCTYPE svg [<!ENTITY x "y">]>${open}${shape}</svg>`],
  [
    'an entity from outside',
    `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${open}<text>&x;</text></svg>`
  ],
  ['another encoding', `<?xml version="1.0" encoding="UTF-7"?>${open}${shape}</svg>`],
  ['no name space', `<svg viewBox="0 0 8 8">${shape}</svg>`],
  ['an element that never ends', `${open}${shape}`]
]
