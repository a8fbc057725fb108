import { readManifest } from '../release/manifest.ts'
import { whatIsWrong } from './verify.ts'

const [folder = ''] = process.argv.slice(2)
const wrong = await whatIsWrong(folder, readManifest(folder))
if (wrong !== null) {
  process.stdout.write(wrong)
  process.exitCode = 1
}
