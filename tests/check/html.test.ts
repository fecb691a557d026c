/** Each rule for HTML meets the page that is broken for it, and nothing else does. */

import {expect, test} from 'vitest'
import {idsOf, rules, runCheck} from './run-check.ts'

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Tides</title>
<style>body { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }</style>
<script type="application/ld+json">{"a": 1}</script>
</head>
<body>
<a href="#text">Skip</a>
<main id="text">
<h1 id="\u6f6e">Tides</h1>
<p><a href="#%E6%BD%AE">Up</a>, <a href="#top">top</a>, <a href="https://example.org/">elsewhere</a></p>
<h2>One</h2>
<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" alt=""></p>
<svg role="img" aria-label="A wave"><path d=""/></svg>
<h3>Two</h3><h2>Three</h2>
</main>
</body>
</html>
`
const cases: ReadonlyArray<readonly [from: string, to: string, expected: ReadonlyArray<string>]> = [
  ['', '', []],
  ['<title>Tides</title>', '', ['html:title']],
  ['<title>Tides</title>', '<title> </title>', ['html:title']],
  [' lang="en"', '', ['html:language']],
  ['<main id="text">', '<div id="text">', ['html:main']],
  ['<meta name="viewport" content="width=device-width">', '', ['html:viewport']],
  [' alt=""', '', ['html:picture-without-words']],
  [' aria-label="A wave"', '', ['html:picture-without-words']],
  ['<h2>One</h2>', '', ['html:heading-order']],
  ['<h2>One</h2>', '<h2 id="text">One</h2>', ['html:duplicate-id']],
  ['href="#text"', 'href="#txt"', ['html:broken-link']],
  ['</main>', '<script>1</script></main>', ['html:script']],
  [
    '</head>',
    `<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='">
<script>1</script></head>`,
    []
  ],
  [
    '</head>',
    `<meta http-equiv="Content-Security-Policy" content="script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='">
<script>2</script></head>`,
    ['html:script']
  ],
  ['</main>', '<p onclick="a()">a</p></main>', ['html:script']],
  ['</main>', '<a href="javascript:a()">a</a></main>', ['html:script']],
  ['src="data:image/gif;base64,R0lGODlhAQABAAAAACw="', 'src="a.gif"', ['html:request']],
  ['url(data:image/gif;base64,R0lGODlhAQABAAAAACw=)', 'url("//example.org/a.gif")', ['html:request']],
  ['<style>', '<style>@import "a.css";', ['html:request']],
  ['</head>', '<link rel="preconnect" href="https://example.org"></head>', ['html:request']],
  ['</head>', '<meta http-equiv="refresh" content="0; url=https://example.org"></head>', ['html:request']],
  ['</main>', '<iframe src="https://example.org"></iframe></main>', ['html:request']],
  ['</main>', '<img srcset="a.png 1x, data:,a 2x" alt=""></main>', ['html:request']],
  ['</main>', '<p style="background: url(a.png)">a</p></main>', ['html:request']]
]

const run = (text: string) => runCheck('a.html', new TextEncoder().encode(text))

test.each(cases)('%s -> %s', async (from, to, expected) => {
  expect(page).toContain(from)
  expect(idsOf(await run(page.replace(from, to)))).toEqual(expected)
})

test('says the line', async () => {
  const {file} = await run(page.replace('href="#text"', 'href="#txt"'))
  expect(file.messages.map(String)).toEqual([
    'a.html:11:1: Unexpected link `#txt`, expected one to an id of the page'
  ])
})

test('every rule is met by a case', () => {
  const met = new Set(cases.flatMap(([, , ids]) => ids))
  const own = rules.filter(({format}) => format === 'html').map(({id}) => `html:${id}`)
  expect(own.filter((id) => !met.has(id))).toEqual([])
})
