/**
 * Texts of `--help`.
 */

import type {Command} from './read-arguments.ts'

const general = `Usage: fascicle <command> [options]

Turn a folder of raw articles into a digest: HTML, EPUB and PDF.

Commands:
  build [folder]   build a digest, or every digest under sources/
  check FILE...    check finished editions: EPUB, PDF, HTML
  clean FILE...    clean single articles and say what was changed
  explain FILE...  show what cleaning changes in the raw text, and why
  fetch URL...     save pages of the web, with their pictures, as articles
  init [folder]    write a manifest for a folder of articles
  read FILE...     show what is understood of files before they are cleaned
  themes [NAME...] list the themes, or show a specimen in them

Options:
  -h, --help       show this help, or that of a command
  -v, --version    show the version

Exit codes:
  0    all published
  1    built, but with findings that fail (warnings too with --frail)
  2    usage or manifest: nothing written
  3    published, but some input was skipped and named
  4    something needed is missing: nothing written
  130  interrupted: nothing written (143: told to end)
`

const build = `Usage: fascicle build [folder] [options]

Build the digest in a folder, or every digest under sources/, and save its
editions as <out>/<digest>/<digest>.html, .epub and .pdf. Their paths are
printed, messages go to the standard error.

Options:
  --out DIR          folder for the editions (default: dist)
  --format LIST      html, epub, pdf, or some of them with commas between
                     (default: what digest.yaml says, else all)
  --theme NAME       a theme, or the folder of one of your own
                     (default: what digest.yaml says, else literary)
  --pages NAME       a page of the theme: A5, A4, 6x9, screen
                     (default: what digest.yaml says, else A5)
  --booklet          save the PDF as a booklet, too: pages side by side, to be
                     printed on both sides of the paper (turned over the short
                     edge) and folded
  --site             make a site, too: <out>/<digest>/site/ with a page for each
                     article, a search and a feed, for any server to hand out
  --limit LIST       what one article may take before it is left out, with commas
                     between: time=10 (seconds; of a larger one 4 a MB, up to 40),
                     memory=384 and size=32 (MB), depth=100 (levels of nesting);
                     these are the defaults
  --no-cache         read and clean all anew, and remember nothing: else what did
                     not change is taken from <out>/.cache/
  --watch            build again whenever something changes in the folder, or in
                     that of a theme of your own, until Ctrl-C ends it
  --frail            exit with 1 where there are warnings
  --json             print an object a line for each digest
  -h, --help         show this help
`

const check = `Usage: fascicle check FILE... [options]

Check finished editions: an EPUB by the validator and by what shops and devices
refuse or spoil, a PDF by its claims and tags, an HTML page by what it loads
and how it is found through. What is found goes to the standard error, a line
for each file to the standard output.

Options:
  --target LIST      kindle, kobo, apple, koreader, or some of them with commas
                     between (default: all)
  --frail            exit with 1 where there are warnings
  --json             print an object a line for each file, in order:
                     {file, format, read, errors, warnings, infos, messages}
  -h, --help         show this help

Exit codes:
  0    nothing found that fails
  1    errors (warnings too with --frail)
  2    usage
  3    some file could not be read
`

const files = `A file may be text, Markdown, HTML, a page saved as MHTML, an EPUB or JSON lines;
of the last two each article is taken. - is what is piped in.`

const decide = `  --as KIND          read the files as txt, md, html, xhtml, epub, mhtml, jsonl or
                     json (default: what their names say, or how they begin)
  --keep ID,...      leave the raw text as it is where these entries are
  --drop ID,...      let go what these entries flag
  --together         let what recurs over the files count as evidence`

const clean = `Usage: fascicle clean FILE... [options]

Clean articles, each on its own, and print what was found and changed. No
manifest is needed; the script is left as it is.

${files}

Options:
${decide}
  --json             print an object a line for each file, in order:
                     {file, title, byline, date, source, lang, markdown, ledger}
  --markdown         print the cleaned articles
  -h, --help         show this help
`

const explain = `Usage: fascicle explain FILE... [options]

Show the raw text of articles with what cleaning does to it, and beneath each
line why, with the id of each change:

  [-dropped-]   [-rewritten-]{+to this+}   {title: lifted}
  [? flagged: it stays, you decide ?]      [> moved elsewhere >]

On a terminal colours take the place of most marks.

${files}

Options:
  --changes          fold stretches without changes
${decide}
  --json             print an object a line for each file, in order:
                     {file, title, byline, date, source, lang, segments, ledger}
  -h, --help         show this help
`

const fetch = `Usage: fascicle fetch URL... [options]

Save pages of the web as they are, with their pictures and a record of where
they come from, in the folder of a digest. A build takes them from there, and
never asks the web itself. Called again, it fetches what lacks or has changed.
What a site asks of programs (robots.txt) is heeded.

Options:
  --feed URL         fetch the pages that a feed lists: RSS, Atom, JSON, or a
                     page that names its feed; may be given several times
  --list FILE        fetch the addresses in a file, one on a line; lines that
                     begin with # are passed over; may be given several times
  --most N           take so many pages from each feed (default: 50)
  --out FOLDER       folder of the digest (default: this one)
  --allow-private    fetch from this machine and from local networks, too
  --json             print an object a line for each address: {address, outcome,
                     file, url, pictures, missing, reason}
  -h, --help         show this help

Exit codes:
  0    all are there
  2    usage, or a folder that cannot be written to
  3    some addresses could not be fetched and are named
  130  interrupted: what is there is whole
`

const read = `Usage: fascicle read FILE... [options]

Show what is understood of files before they are cleaned: kind and encoding,
each with the reason, size and language, title and credits with where they are
said, pictures, what a page has beside its article, and the headings.

${files}

Options:
  --as KIND          read the files as txt, md, html, xhtml, epub, mhtml, jsonl
                     or json (default: what their names say, or how they begin)
  --json             print an object a line for each file, and for each article
                     in a container: {file, container, articles, kind, kindReason,
                     encoding, encodingReason, bytes, characters, han, words,
                     lang, metadata, said, candidates, pictures, footnotes,
                     tables, code, formulae, aside, outline, first, last,
                     messages}
  -h, --help         show this help
`

const themes = `Usage: fascicle themes [NAME...] [options]

Say of each theme, or of those that are named, what it is after, and which
pages and faces it has. The folder of a theme of your own is a name, too.

Options:
  --preview DIR      save a specimen in each theme: <DIR>/<theme>/<theme>.html,
                     .epub and .pdf
  --json             print an object a line: {theme, name, idea, pages, faces}
  -h, --help         show this help
`

const init = `Usage: fascicle init [folder] [options]

Write a manifest for a folder of articles (default: this one): digest.yaml,
with what was found in their texts, and a file for notes on each of them in
notes/. Nothing that is there is replaced.

Options:
  --limit LIST       what one article may take before it is left out, as with build
  -h, --help         show this help
`

const texts: Readonly<Record<Command, string>> = {build, check, clean, explain, fetch, init, read, themes}

/** Help on a command, or on all. */
export function usage(topic: Command | undefined): string {
  return topic === undefined ? general : texts[topic]
}
