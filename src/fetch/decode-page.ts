/**
 * Decode a page far enough to find what it names: its pictures, its feed, its
 * title. It is saved as the server sent it, and read with more care in a build.
 */

// As far into a page as HTML says that a declaration is looked for.
const head = 1024

export function decodePage(bytes: Uint8Array, charset: string | undefined): string {
  const start = Buffer.from(bytes.subarray(0, head)).toString('latin1')
  const marked = start.startsWith('\u00ff\u00fe')
    ? 'utf-16le'
    : start.startsWith('\u00fe\u00ff')
      ? 'utf-16be'
      : start.startsWith('\u00ef\u00bb\u00bf')
        ? 'utf-8'
        : undefined
  const [, declared] =
    /(?:<meta[^>]*\bcharset|<\?xml[^>]*\bencoding)\s*=\s*["']?\s*([\w:.-]+)/i.exec(start) ?? []
  return openDecoder(marked ?? charset ?? declared).decode(bytes)
}

function openDecoder(label: string | undefined): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(label)
  } catch {
    // The only way in which it says that it does not know the name.
    return new TextDecoder()
  }
}
