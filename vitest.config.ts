import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    // All cores: on a machine of two, one less is half.
    maxWorkers: '100%',
    // A whole digest in three formats, on a slow machine that does other things too.
    testTimeout: 120_000,
    hookTimeout: 120_000
  }
})
