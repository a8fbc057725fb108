import { describeSettings } from '../../src/config.ts'

/** The table of settings in docs/operate.md. */
export const settingsTable = /\| variable \| default \| meaning \|\n(?:\|.*\n)+/

export const tableOfSettings = (): string =>
  [
    '| variable | default | meaning |',
    '|---|---|---|',
    ...describeSettings().map(({ variable, fallback, help }) => `| \`${variable}\` | ${fallback} | ${help} |`),
    '',
  ].join('\n')
