/**
 * The only door to the disk: folders and files come in as values, editions go
 * out, and what a build needs from this package is found.
 *
 * What a person can cause (a folder that is not there, a disk that is full) is
 * thrown as a `VFileMessage`, worded for that person.
 */

export {checkPlace} from './io/check-place.ts'
export {findDigests, loadFile, loadFolder, type LoadedFolder} from './io/load-folder.ts'
export {loadRules} from './io/load-rules.ts'
export {saveDraft, schemaPath} from './io/save-draft.ts'
export {openCache, type Cache} from './io/open-cache.ts'
export {openWorkshop, sizeLimit, type OpenedWorkshop, type WorkshopOptions} from './io/open-workshop.ts'
export {loadWorld, type WorldOptions} from './io/load-world.ts'
export {loadLock, saveEditions, type Disk, type Publication} from './io/save-editions.ts'
export {listThemes, loadSpecimen, openThemes} from './io/load-templates.ts'
export {watchFolders} from './io/watch-folders.ts'
