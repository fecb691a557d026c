/**
 * JSON Schemas (draft-07) of `digest.yaml` and `terms.yaml`.
 *
 * The one place that says which keys there are; shipped for editors and
 * generators as `docs/digest.schema.json` and `docs/terms.schema.json`, which a
 * test holds equal to these.
 */

const text = {type: 'string', minLength: 1} as const
// What stands on a cover; a longer one is a text that slipped in.
const line = {type: 'string', minLength: 1, maxLength: 500} as const
const textOrNumber = {type: ['string', 'number']} as const
const date = {
  type: 'string',
  pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$',
  description: 'a year, a month or a day by ISO 8601, such as 2024-07-23'
} as const
const language = {
  type: 'string',
  pattern: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$',
  description: 'a BCP 47 language tag, such as zh-Hant, zh-Hans or en'
} as const
const address = {
  type: 'string',
  pattern: '^https?://',
  description: 'an address that begins with http:// or https://'
} as const
const names = {anyOf: [text, {type: 'array', items: text, minItems: 1}]} as const
const editors = {anyOf: [line, {type: 'array', items: line, minItems: 1, maxItems: 100}]} as const

const decisions = {type: 'array', items: text, uniqueItems: true} as const

const article = {
  anyOf: [
    text,
    {
      type: 'object',
      additionalProperties: false,
      required: ['file'],
      properties: {
        file: {...text, description: 'Path of the raw article in the digest’s folder'},
        title: text,
        byline: names,
        date,
        source: {...text, description: 'Publisher or site that the text was taken from'},
        url: address,
        lang: language
      }
    }
  ]
} as const

const articles = {type: 'array', items: article, minItems: 1} as const

/** Schema of `digest.yaml`. */
export const manifestSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Manifest of a Fascicle digest',
  type: 'object',
  additionalProperties: false,
  required: ['title'],
  properties: {
    title: line,
    subtitle: line,
    editor: editors,
    publisher: line,
    rights: text,
    description: {...text, description: 'One or two sentences for shops and shelves'},
    date,
    number: {...textOrNumber, description: 'Number of the issue'},
    language,
    script: {
      enum: ['keep', 'zh-Hant', 'zh-Hant-TW', 'zh-Hant-HK', 'zh-Hans'],
      default: 'keep',
      description: 'Script of Chinese articles'
    },
    theme: {...text, default: 'literary'},
    pages: {...text, default: 'A5', description: 'A page geometry of the theme'},
    bleed: {
      type: 'number',
      minimum: 0,
      maximum: 20,
      default: 0,
      description: 'Millimetres of paper beyond the pages of the PDF, to be cut away'
    },
    booklet: {type: 'boolean', default: false, description: 'Make the PDF as a booklet, too'},
    embed: {
      type: 'boolean',
      default: false,
      description: 'Let the EPUB carry the faces that it is set in, cut down to the characters that it uses'
    },
    site: {
      anyOf: [{type: 'boolean'}, address],
      default: false,
      description: 'Make a site, too: true, or the address at which it will stand'
    },
    formats: {type: 'array', items: {enum: ['html', 'epub', 'pdf']}, minItems: 1, uniqueItems: true},
    foreword: {...text, description: 'Path of a Markdown file'},
    afterword: {...text, description: 'Path of a Markdown file'},
    duplicates: {
      anyOf: [
        {enum: ['keep', 'longest', 'earliest']},
        {type: 'object', additionalProperties: false, required: ['prefer'], properties: {prefer: names}}
      ],
      default: 'keep',
      description: 'Which of several copies of one story stays'
    },
    chronology: {type: 'boolean', default: false, description: 'List the articles by date'},
    glossary: {type: 'boolean', description: 'Print terms.yaml as a glossary'},
    index: {
      anyOf: [{type: 'boolean'}, {enum: ['pinyin', 'stroke']}],
      default: false,
      description: 'Make an index of terms and authors, and how Han is sorted in it'
    },
    sources: {type: 'boolean', default: false, description: 'List the articles by publisher'},
    labels: {
      anyOf: [language, {type: 'array', items: language, minItems: 1, maxItems: 2, uniqueItems: true}],
      description: 'Language of headings and labels, or two'
    },
    keep: {...decisions, description: 'Ids of changes that cleaning is not to make'},
    drop: {...decisions, description: 'Ids of flags whose text is to go'},
    rules: {
      type: 'array',
      items: text,
      uniqueItems: true,
      description: 'Paths of packs of rules in the digest’s folder'
    },
    faces: {
      type: 'object',
      additionalProperties: false,
      properties: {text: names, head: names, note: names, code: names},
      description: 'Faces by what they set: paths of TrueType files in the digest’s folder, or families'
    },
    articles,
    parts: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['title', 'articles'],
        properties: {
          title: text,
          introduction: {...text, description: 'Path of a Markdown file'},
          articles
        }
      }
    }
  }
} as const

// A word that is sought in every line of every article, and what is said of it.
const word = {type: 'string', minLength: 1, maxLength: 200} as const
const remark = {type: 'string', minLength: 1, maxLength: 5000} as const

/** Schema of `terms.yaml`. */
export const termsSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Terms of a Fascicle digest',
  type: 'array',
  maxItems: 10_000,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['term'],
    properties: {
      term: word,
      original: word,
      gloss: remark,
      variants: {type: 'array', items: word, maxItems: 1000},
      except: {type: 'array', items: text, description: 'Paths of articles in which variants stay'},
      show: {
        enum: ['first'],
        description: 'Where the original stands in brackets: behind the first use in each article'
      }
    }
  }
} as const
