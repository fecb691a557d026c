import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // A whole digest in three formats, on a slow machine that does other things too.
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
