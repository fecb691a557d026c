/** Write out what could steer a terminal, or turn the order of what it shows. */

/** Write out what steers a terminal or turns the order of characters. */
export function neutralize(text: string): string {
  // Control characters (lines and tabs too: a message is one line), bidirectional marks, line and paragraph separators.
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  )
}
