import {expect, test} from 'vitest'
import {guessLatin} from '../../src/style/guess-lang.ts'

test.each([
  ['en', 'open weights are not open source'],
  ['en', 'Large Language Models, Fast Training'],
  ['fr', 'le logiciel libre est pour tout le monde'],
  ['de', 'das ist nicht die Frage'],
  ['es', 'el software libre no es para todos los d\u00edas'],
  ['it', 'il codice della macchina non \u00e8 nel libro'],
  ['pt', 'o c\u00f3digo n\u00e3o \u00e9 de uma pessoa'],
  ['vi', 'ph\u1ea7n m\u1ec1m t\u1ef1 do'],
  // Names, and what is no language.
  [undefined, 'Zhongguo Renmin Daxue'],
  [undefined, 'Lorem ipsum dolor'],
  [undefined, 'Meta OpenAI Alibaba']
])('%s: %s', (lang, text) => {
  expect(guessLatin(text)).toBe(lang)
})
