/**
 * The values that flow from room to room. Types only: nothing here runs, and
 * nothing here is imported from a room.
 *
 * Offsets are UTF-16 code units in the decoded text of the raw file; lengths
 * in print are PostScript points unless a field says otherwise.
 */

import type {Root as HastRoot} from 'hast'
import type {Nodes as MdastNodes, Root as MdastRoot, RootContent} from 'mdast'
import type {VFile} from 'vfile'

/** BCP 47 language tag, such as `zh-Hant`, `zh-Hans` or `en`. */
export type Lang = string

/** Half-open range `[start, end)` of offsets in the raw text. */
export type Place = readonly [start: number, end: number]

// ---------------------------------------------------------------- read

/** A file as the disk holds it; `path` is relative to the digest's folder, with `/`. */
export interface RawFile {
  readonly path: string
  readonly bytes: Uint8Array
  /** What is known of it from outside its bytes (default: nothing). */
  readonly about?: Provenance
}

/** What is known of a file from outside it: a record of fetching, or what it was packed in. */
export interface Provenance {
  /** Address at which it was read. */
  readonly url?: string
  /** Encoding that the transport declared, as it is written there. */
  readonly charset?: string
  readonly metadata?: Metadata
  /** Whether it is an article with nothing around it, such as a chapter of a book (default: no). */
  readonly isWhole?: boolean
  /** Paths of pictures in the digest's folder, by the addresses that the page gives them. */
  readonly pictures?: ReadonlyMap<string, string>
}

/** What a text says, or an editor says for it, about itself. */
export interface Metadata {
  readonly title?: string
  readonly byline?: string
  /** As written; ISO 8601 where it could be read. */
  readonly date?: string
  /** Publisher or site that the text was taken from. */
  readonly source?: string
  readonly url?: string
  readonly lang?: Lang
}

/** A raw article: its text, and the tree that its syntax says. */
export interface RawArticle {
  /** Stem of the file's name, made unique in the digest and fit for an XML id. */
  readonly id: string
  readonly path: string
  /** The decoded text; every offset in this project counts in it. */
  readonly text: string
  readonly kind: 'text' | 'markdown' | 'html'
  /** WHATWG encoding name. */
  readonly encoding: string
  /** Why it was read in that encoding, in words. */
  readonly encodingReason: string
  /** Every node has a `position`; every text node keeps the trace (see `trace.ts`). */
  readonly tree: MdastRoot
  /** What the manifest supplies because the text lacks it. It wins. */
  readonly given: Metadata
  /** What is said of it apart from its text, by a page's head or by what it was packed in. */
  readonly said?: Metadata
  /** What each of them was read from, in words. */
  readonly origins?: Readonly<Partial<Record<keyof Metadata, string>>>
  readonly file: VFile
}

/** An entry of the manifest's list of articles. */
export interface ManifestArticle extends Metadata {
  readonly file: string
}

export interface ManifestPart {
  readonly title: string
  /** Path of a Markdown file. */
  readonly introduction?: string
  readonly articles: ReadonlyArray<ManifestArticle>
}

/** `digest.yaml`; see docs/digest-format.md. */
export interface Manifest {
  readonly title: string
  readonly subtitle?: string
  readonly editor?: string
  readonly publisher?: string
  readonly rights?: string
  readonly description?: string
  readonly date?: string
  readonly number?: string
  readonly language?: Lang
  readonly script: 'keep' | Lang
  readonly theme: string
  /** Undefined: every article of the folder, by date or name. */
  readonly parts?: ReadonlyArray<ManifestPart>
  /** Paths of Markdown files. */
  readonly foreword?: string
  readonly afterword?: string
  /** List the articles by date. */
  readonly chronology: boolean
  readonly glossary: boolean
  /** Make an index of terms and authors; `true`: in the order of the digest's language. */
  readonly index: boolean | IndexOrder
  /** List the articles by publisher. */
  readonly sources: boolean
  /** Languages of headings and labels, one or two (default: the digest's). */
  readonly labels?: ReadonlyArray<Lang>
  readonly pages: string
  /** Millimetres of paper beyond the pages of the PDF, to be cut away. */
  readonly bleed: number
  /** Make the PDF as a booklet, too. */
  readonly booklet: boolean
  /** Let the EPUB carry the faces that it is set in, cut down to the characters that it uses. */
  readonly embed: boolean
  readonly duplicates: DuplicatesPolicy
  /** Make a site, too; a text is the address at which it will stand. */
  readonly site: boolean | string
  readonly formats: ReadonlyArray<Format>
  /** Undefined: the editor decided nothing. */
  readonly decisions?: Decisions
  /** Paths of packs of rules of one's own. */
  readonly rules?: ReadonlyArray<string>
  /** Faces by what they set, each a path of a file or the name of a family. */
  readonly faces?: Readonly<Partial<Record<FaceUse, ReadonlyArray<string>>>>
}

/** Which of several copies of one story stays: all; the longest; the earliest; by publisher or file, the first wins. */
export type DuplicatesPolicy = 'keep' | 'longest' | 'earliest' | {readonly prefer: ReadonlyArray<string>}

/** How an index is sorted: Han by sound, or by strokes. */
export type IndexOrder = 'pinyin' | 'stroke'

/** A row of `terms.yaml`. */
export interface Term {
  readonly term: string
  readonly original?: string
  readonly gloss?: string
  /** Other ways of writing it, replaced by `term`. */
  readonly variants: ReadonlyArray<string>
  /** Paths of articles in which variants stay. */
  readonly except: ReadonlyArray<string>
  /** Where the original stands in brackets behind the term (default: nowhere). */
  readonly show?: 'first'
}

/** What a note does, where it is not an ordinary footnote. */
export type NoteKind = 'correction' | 'margin' | 'translator'

/** The words by which a passage is found. */
export interface Quote {
  readonly exact: string
  /** Where `exact` is only its beginning: how it ends. */
  readonly end?: string
  /** Words that stand right before and right after it. */
  readonly prefix?: string
  readonly suffix?: string
}

/** What an editor wrote about one passage, or, without a quote, about the article. */
export interface Note {
  /** Path of the article it belongs to. */
  readonly article: string
  readonly quote?: Quote
  readonly kind?: NoteKind
  /** Without a quote: whether it stands after the article rather than before. */
  readonly isAfter?: boolean
  readonly tree: MdastRoot
  /** The file and line on which it is written, for messages. */
  readonly file: VFile
  readonly line: number
}

/** A picture, by the name that `asset:<name>` addresses in a tree. */
export interface Asset {
  readonly name: string
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/svg+xml'
  readonly bytes: Uint8Array
  /** CSS pixels. */
  readonly width: number
  readonly height: number
}

/** A picture as the folder holds it: of any kind that can be read, and not yet fit for every edition. */
export interface Picture extends Omit<Asset, 'mediaType'> {
  readonly mediaType:
    Asset['mediaType'] | 'image/avif' | 'image/bmp' | 'image/gif' | 'image/tiff' | 'image/webp'
  /** How it lies, by EXIF: 1 is upright. Width and height are those of the upright picture. */
  readonly orientation: number
  /** Whether every edition can take the bytes as they are. */
  readonly isPlain: boolean
}

/** Everything that the folder of a digest holds, understood; of articles, what their reader makes of each. */
export interface Source<Read = unknown> {
  readonly id: string
  readonly manifest: Manifest
  readonly articles: ReadonlyArray<Read>
  readonly notes: ReadonlyArray<Note>
  readonly terms: ReadonlyArray<Term>
  readonly foreword?: MdastRoot
  readonly afterword?: MdastRoot
  /** Introductions of parts, by path. */
  readonly introductions: ReadonlyMap<string, MdastRoot>
  readonly assets: ReadonlyMap<string, Picture>
  /** Packs of rules of one's own, as they are written. */
  readonly packs: ReadonlyArray<VFile>
}

// ---------------------------------------------------------------- clean

export type ChangeKind = 'drop' | 'rewrite' | 'move' | 'lift' | 'flag'

/**
 * One entry of the ledger.
 *
 * `drop`: the characters left the edition. `rewrite`: `before` became `after`
 * where it stands. `move`: kept, but elsewhere. `lift`: became metadata.
 * `flag`: kept as it is; the editor is asked.
 */
export interface Change {
  /** Stable: made from rule and text, not from the place. */
  readonly id: string
  /** `<plugin>:<rule>`, such as `drop-line:platform-notice`. */
  readonly rule: string
  readonly kind: ChangeKind
  readonly place: Place
  readonly before: string
  readonly after?: string
  readonly why: string
  /** 0 to 1. */
  readonly confidence: number
}

/** What an editor decided about entries of the ledger, by their ids. */
export interface Decisions {
  /** Changes that are not to be made: what the raw text says there stands in the article. */
  readonly keep: ReadonlyArray<string>
  /** Flags whose text is to go. */
  readonly drop: ReadonlyArray<string>
}

/**
 * A phrase rule of a pack in `clean/rules/`; see docs/architecture.md.
 * Exactly one of the matchers is set.
 */
export interface Rule {
  readonly id: string
  readonly is?: ReadonlyArray<string>
  readonly starts?: ReadonlyArray<string>
  readonly ends?: ReadonlyArray<string>
  readonly contains?: ReadonlyArray<string>
  readonly pattern?: string
  readonly why: string
  /** Weight of evidence, 0 to 1; 1 decides alone. */
  readonly weight: number
  readonly drop: ReadonlyArray<string>
  readonly keep: ReadonlyArray<string>
}

/** Trained log odds of being junk, by what a line says and by its shape and place. */
export interface Weights {
  readonly bias: number
  readonly shapes: ReadonlyMap<string, number>
  readonly phrases: ReadonlyMap<string, number>
}

/** A file of rules; `job` names the plugin that reads it. */
export interface RulePack {
  readonly path: string
  readonly job: string
  readonly rules: ReadonlyArray<Rule>
  readonly weights?: Weights
}

/** A cleaned article. */
export interface Article extends Metadata {
  readonly id: string
  readonly path: string
  readonly text: string
  /** What kind of text it is (default: one without tags). */
  readonly kind?: RawArticle['kind']
  readonly lang: Lang
  readonly tree: MdastRoot
  readonly ledger: ReadonlyArray<Change>
  readonly file: VFile
  /** The editor's words before the article, from its notes. */
  readonly introduction?: MdastRoot
  /** Where else it was published. */
  readonly also?: ReadonlyArray<Metadata>
  /** The editor's words after it. */
  readonly conclusion?: MdastRoot
  /** Notes whose passage was not found: printed at the end, under their quotation. */
  readonly adrift?: ReadonlyArray<Note>
}

/** One raw range that stands differently in a node's value; `text` is what stands there. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

declare module 'vfile' {
  // Here, and not only beside the code that fills them, so that they are known to whoever imports a plugin.
  interface DataMap {
    ledger: Change[]
    /** What was lifted from the text. */
    metadata: {-readonly [Key in keyof Metadata]: Metadata[Key]}
  }
}

declare module 'mdast' {
  /**
   * A part of a web page that is not its article, with everything in it.
   * `read` makes it, and the first plugin of `clean` drops it into the ledger.
   */
  interface Frame extends Parent {
    type: 'frame'
    children: RootContent[]
    data: FrameData
  }
  interface FrameData extends Data {
    /** What part it is, such as `navigation`. */
    rule: string
    why: string
    /** 0 to 1. */
    confidence: number
  }
  interface RootContentMap {
    frame: Frame
  }
  interface BlockContentMap {
    frame: Frame
  }
  interface PhrasingContentMap {
    frame: Frame
  }
  interface TextData {
    /**
     * Where value and raw text part, in raw order, never overlapping. A text
     * node's value is always its raw slice with these applied.
     */
    edits?: ReadonlyArray<Edit>
    /** Language of the run, where it is not its parent's. */
    lang?: Lang
  }
  interface CodeData {
    /** As those of a text; code of a page has them, where tags stand in it. */
    edits?: ReadonlyArray<Edit>
  }
  interface InlineCodeData {
    edits?: ReadonlyArray<Edit>
  }
  interface FootnoteDefinitionData {
    /** Who speaks; an author's own note has none. */
    by?: 'editor'
    kind?: NoteKind
  }
  interface ParagraphData {
    /** What it is where mdast has no node for it. */
    role?: 'caption' | 'question' | 'answer' | 'speech'
    /** Language of the block, where it is not the article's. */
    lang?: Lang
  }
  interface HeadingData {
    /** `true`: recovered, not marked up in the raw text. */
    recovered?: boolean
  }
}

export type MdastNode = MdastNodes
export type MdastContent = RootContent

/** What of an article is compared with others before any is cleaned; see `clean/find-recurring.ts`. */
export interface Evidence {
  /** What it was taken from: a name, a host or a folder. */
  readonly key: string
  /** Whether an editor or an address says so; a folder alone proves little. */
  readonly isCertain: boolean
  /** Its lines, cut short, each once. */
  readonly lines: ReadonlySet<string>
  /** Its longest lines, cut short. */
  readonly longest: ReadonlyArray<string>
  /** Lines near its ends that may be a site's, whole. */
  readonly ends: ReadonlySet<string>
}

/** How a raw file is read. */
export interface ReadOrder {
  /** Identifier, unique in the digest. */
  readonly id: string
  /** What the manifest says about the article (default: nothing). */
  readonly given?: Metadata
  /** Levels of nesting that it may have (default: as many as anyone writes). */
  readonly depth?: number
}

/** How it is cleaned, once all of the digest have been read. */
export interface CleanOrder extends ReadOrder {
  readonly decisions?: Decisions | undefined
  /** Lines that recur across articles of its source, as `findRecurring` gives them. */
  readonly recurring?: ReadonlySet<string> | undefined
  /** Packs of rules beside those of the workshop (default: none). */
  readonly packs?: ReadonlyArray<RulePack>
}

/** A raw file as read. */
export interface Reading {
  /** Undefined: it could not be read; a message of `file` says why. */
  readonly evidence?: Evidence
  readonly file: VFile
}

/** A raw file as cleaned. */
export interface Cleaning {
  /** Undefined: it could not be cleaned; a message of `file` says why. */
  readonly article?: Article
  readonly file: VFile
}

/** What an editor wrote as Markdown, as read. */
export interface Prose {
  /** Undefined: it could not be read; a message of `file` says why. */
  readonly tree?: MdastRoot
  readonly file: VFile
}

/** What one article may take. */
export interface Limits {
  /** Seconds of work, to read and clean it. */
  readonly time: number
  /** Megabytes of the thread that works on it. */
  readonly memory: number
  /** Megabytes that it has. */
  readonly size: number
  /** Levels of nesting. */
  readonly depth: number
}

/** What a picture becomes. */
export interface Conversion {
  /** Undefined: it could not be decoded or drawn; where it met a limit, a message of the file says so. */
  readonly picture?: Pick<Asset, 'mediaType' | 'bytes' | 'width' | 'height'>
  readonly file: VFile
}

/**
 * Where articles are read and cleaned, each for itself, so that none costs another. It may work
 * in other threads, within limits, or remember what it made before; what comes out is the same.
 */
export interface Workshop {
  readonly read: (raw: RawFile, order: ReadOrder) => Promise<Reading>
  /** Clean a file, which need not have been read here. */
  readonly clean: (raw: RawFile, order: CleanOrder) => Promise<Cleaning>
  /** Read what an editor wrote as Markdown. */
  readonly parse: (raw: RawFile) => Promise<Prose>
  /** Let go of what is of use to no other job. */
  readonly rest: () => Promise<void>
}

// ---------------------------------------------------------------- gather

export type ChapterKind =
  | 'foreword'
  | 'introduction'
  | 'article'
  | 'afterword'
  | 'chronology'
  | 'glossary'
  | 'index'
  | 'sources'
  | 'colophon'

/**
 * One chapter. `tree` is sanitised and holds the whole chapter as written down
 * in docs/chapter-format.md: header, introduction, body, notes, source card.
 */
export interface Chapter {
  readonly id: string
  readonly kind: ChapterKind
  readonly title: string
  readonly lang: Lang
  readonly byline?: string
  readonly date?: string
  readonly source?: string
  readonly url?: string
  /** Han characters, and words of other scripts. */
  readonly length: number
  readonly tree: HastRoot
}

/** A part; a digest without parts has one whose title is undefined. */
export interface Part {
  readonly id: string
  readonly title?: string
  /** Its introduction, where it has one, and its articles. */
  readonly chapters: ReadonlyArray<Chapter>
}

export interface DigestMeta {
  readonly title: string
  readonly subtitle?: string
  readonly editor?: string
  readonly publisher?: string
  readonly rights?: string
  readonly description?: string
  /** ISO 8601 date of the edition, where it has one. */
  readonly date?: string
  /** ISO 8601 day that files are stamped with; never the clock. */
  readonly modified: string
  readonly number?: string
  readonly lang: Lang
  /** `urn:uuid:…`, version 5, from the content. */
  readonly identifier: string
}

/** Words of an edition, from `templates/labels/<lang>.yaml`. */
export type Labels = Readonly<Record<string, string>>

/** A folder of `templates/`, read: tokens and plain files. */
export interface Theme {
  readonly name: string
  /** `theme.yaml`, as `compile/theme.ts` describes it. */
  readonly tokens: unknown
  /** Other files of the folder by path, such as `html.css`. */
  readonly files: ReadonlyMap<string, string>
}

export interface Digest {
  readonly id: string
  readonly meta: DigestMeta
  readonly labels: Labels
  readonly theme: Theme
  /** Name of the page geometry, such as `A5`. */
  readonly pages: string
  readonly front: ReadonlyArray<Chapter>
  readonly parts: ReadonlyArray<Part>
  readonly back: ReadonlyArray<Chapter>
  readonly assets: ReadonlyMap<string, Asset>
}

// ---------------------------------------------------------------- compile

export type Format = 'html' | 'epub' | 'pdf'

export interface Edition {
  /** File name, such as `open-weights.epub`; that of a site has its folder before it. */
  readonly name: string
  readonly format: Format | 'site'
  readonly bytes: Uint8Array
  /** Files that stand in the same folder and belong to it, by name. */
  readonly beside?: ReadonlyMap<string, Uint8Array>
}

/** A static TrueType file of a face. */
export interface FaceFile {
  readonly family: string
  /** Faces for Han say for which script; those for Latin serve every language, those for symbols stand behind all. */
  readonly script: 'zh-Hant' | 'zh-Hans' | 'latin' | 'symbol'
  readonly style: 'serif' | 'sans' | 'kai' | 'mono'
  readonly weight: number
  readonly italic: boolean
  /** Reads the file once; a build that needs no face reads none. */
  readonly read: () => Uint8Array
  /** Where the digest names it: such a face stands before the theme's, which never takes it. */
  readonly given?: GivenFace
}

/** What a face can be given to set. */
export type FaceUse = 'text' | 'head' | 'note' | 'code'

/** How a digest names a face. */
export interface GivenFace {
  readonly use: FaceUse
  /** What it has the letters for. */
  readonly scripts: ReadonlyArray<FaceFile['script']>
  /** Where the file lies; undefined for a face that comes with this package. */
  readonly path?: string
}

/** What a build needs from outside, given as values so that the rooms stay pure. */
export interface World {
  readonly theme: (name: string) => Theme | undefined
  /** Names of the themes that there are. */
  readonly themes: ReadonlyArray<string>
  /** With a second language, labels that stand alone are given in both. */
  readonly labels: (lang: Lang, second?: Lang) => Labels
  /** Plain files by path of a folder of `templates/` that is no theme, such as `epub`. */
  readonly templates: (folder: string) => ReadonlyMap<string, string>
  readonly rules: ReadonlyArray<RulePack>
  /** Where articles are read and cleaned by these rules (default: in this thread, without limits). */
  readonly workshop?: Workshop
  readonly faces: ReadonlyArray<FaceFile>
  /** Files of a family that is installed on this system: searched for when called, and empty where there is none. */
  readonly findFaces: (family: string) => ReadonlyArray<RawFile>
  /** The program that cuts faces down, as WebAssembly: read when called. */
  readonly subsetter: () => Uint8Array
  /** SVG to PNG of the given width in pixels; runs no script and loads nothing. */
  readonly rasterize: (svg: string, width: number) => Uint8Array
  /** Any picture to an upright PNG or JPEG within bounds. */
  readonly convertPicture: (
    picture: Picture,
    bounds: {readonly width: number; readonly height: number}
  ) => Promise<Conversion>
  /** ISO 8601 date on which an undated digest is dated: `SOURCE_DATE_EPOCH`, else its newest article's. */
  readonly date: string | undefined
  /** Version of this package, for the colophon. */
  readonly version: string
  /** Versions of the packages that editions are made with, by name. */
  readonly packages: () => ReadonlyMap<string, string>
}
