/**
 * Texts that break a format whose writer forgot something: an escape, a template
 * that takes them for its own, a character of more than one code unit.
 */

export const traps: ReadonlyArray<string> = [
  'a < b && c > d',
  ']]>',
  '</script><script>alert(1)</script>',
  '<!-- no comment -->',
  '<![CDATA[ no data ]]>',
  '&amp; &lt; &#x41; &nbsp;',
  "$& $1 $` $' $$",
  '<%= page.body %> <%- include("x") %>',
  '{{ title }} ${title} {% if %}',
  '"double" \'single\' \u201ccurly\u201d \u300c\u5f15\u300d',
  'smile \u{1f600}',
  'go \u{1f469}\u200d\u{1f680}',
  'flag \u{1f1f9}\u{1f1fc}',
  'a\u00a0non\u00a0breaking\u00a0blank',
  'inter\u00adnational\u00adisation',
  'e\u0301 a\u0308 o\u0302\u0301',
  '\u5168\u89d2\u3000\uff1c\uff06\uff1e\uff02',
  'C:\\path\\new %s %d %20',
  '__proto__ constructor null',
  '#id ?query=1&b=2',
  '</style></title></textarea>',
  '\u8336\ufe00 \u2603\ufe0e',
  'zero\u200bwidth\u2060joiner',
  '<?xml version="1.0"?>'
]

/** Characters that no face of ours has: they stand in every format whose reader brings the face. */
export const faceless: ReadonlyArray<string> = [
  '\u{20bb7}\u91ce',
  '\u8fbb\u{e0100}',
  '\u0e2a\u0e27\u0e31\u0e2a'
]
