/** What the templates of an EPUB are filled with. */

export interface Page {
  /** Also its name in the spine. */
  readonly id: string
  readonly file: string
  readonly title: string
  readonly lang: string
  /** `frontmatter`, `bodymatter` or `backmatter`. */
  readonly matter: string
  /** Content of `main`, as XHTML. */
  readonly body: string
}

/** A line of the contents. */
export interface Entry {
  readonly title: string
  readonly lang: string
  readonly href: string
  readonly children: ReadonlyArray<Entry>
}

export interface Landmark {
  readonly type: string
  readonly title: string
  readonly href: string
}

/** A page of the printed edition. */
export interface PageEntry {
  readonly label: string
  /** Id of the mark where it begins. */
  readonly place: string
  readonly href: string
}

/** A file that is no page, such as a face. */
export interface Attachment {
  readonly id: string
  readonly href: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

export interface Picture extends Attachment {
  /** Property of the manifest, such as `cover-image`. */
  readonly properties?: string
}

export interface Book {
  readonly lang: string
  /** The book's language first, then those of passages. */
  readonly languages: ReadonlyArray<string>
  readonly identifier: string
  readonly title: string
  readonly subtitle: string | undefined
  readonly number: string | undefined
  readonly description: string | undefined
  readonly publisher: string | undefined
  readonly rights: string | undefined
  /** ISO 8601 date. */
  readonly date: string | undefined
  /** ISO 8601 instant. */
  readonly modified: string
  readonly creators: ReadonlyArray<{readonly name: string; readonly role: string}>
  readonly contributors: ReadonlyArray<{readonly name: string; readonly role: string}>
  /** Number within the series that bears the book's title, where it is one: digits, with dots between. */
  readonly position: string | undefined
  readonly sources: ReadonlyArray<string>
  /** What the numbers of pages are taken from. */
  readonly pageSource: string | undefined
  /** Standard of accessibility that the book is found to meet. */
  readonly conformsTo: string | undefined
  /** Who found so. */
  readonly certifiedBy: string
  /** Metadata of schema.org, in order. */
  readonly accessibility: ReadonlyArray<{readonly property: string; readonly value: string}>
  /** `toc` stands for the page that the template of the contents makes. */
  readonly spine: ReadonlyArray<Page | 'toc'>
  readonly contentsTitle: string
  readonly landmarksTitle: string
  readonly entries: ReadonlyArray<Entry>
  readonly landmarks: ReadonlyArray<Landmark>
  readonly pageListTitle: string
  readonly pageList: ReadonlyArray<PageEntry>
  /** Marks of the pages that the contents stand on, as XHTML. */
  readonly contentsMarks: string
  readonly pictures: ReadonlyArray<Picture>
  /** Faces that the book carries, and whose they are. */
  readonly faces: ReadonlyArray<Attachment>
  readonly css: string
}
