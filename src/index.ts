/**
 * The public interface: the pipeline as the command line runs it, the door to
 * the disk, and the types of everything that flows.
 */

export type * from './model.ts'
export {findDigests, loadFile, loadFolder, loadRules, loadWorld, openWorkshop, saveEditions} from './io.ts'
export type {LoadedFolder, OpenedWorkshop, Publication, WorkshopOptions, WorldOptions} from './io.ts'
export {build, cleanFile, readRulePacks} from './pipeline.ts'
export type {BuildOptions, BuildResult} from './pipeline.ts'
