/**
 * Let nothing steer the terminal but what this command line itself says with:
 * colours and the clearing of a line. Texts of strangers are written out where
 * they are quoted; this is the net beneath.
 */

import {neutralize} from './neutralize.ts'

const own = /(\r?\u001b\[2K|\u001b\[[\d;]*m|[\n\t])/

export function guardTerminal(text: string): string {
  // Every second part is what the expression caught.
  return text
    .split(own)
    .map((part, index) => (index % 2 === 1 ? part : neutralize(part)))
    .join('')
}
