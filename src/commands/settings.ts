import type { Command } from 'commander'
import { readConfig, type Config } from '../config.ts'

/** The settings of a command: its own flags and those of the program, else the environment. */
export const settingsOf = (command: Command): Config => readConfig(command.optsWithGlobals())
