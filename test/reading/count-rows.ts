import { sav } from '../../src/reading/sav.ts'

// A process of its own: reads a file and prints how many cases came, the sum of their first cells, and by how many bytes the process grew.
const [path = ''] = process.argv.slice(2)
const before = process.memoryUsage().rss
const { rows } = await sav.open(path, path)
let count = 0
let sum = 0
let longest = 0
for await (const batch of rows) {
  longest = Math.max(longest, batch.length)
  for (const { cells } of batch) {
    count += 1
    sum += Number(cells[0])
  }
}
process.stdout.write(JSON.stringify({ count, sum, longest, grown: process.resourceUsage().maxRSS * 1024 - before }))
