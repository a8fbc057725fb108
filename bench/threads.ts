import { openData } from './open-data.ts'
import { questions } from './questions.ts'

/** Numbers of threads on which the questions were asked; throws where one of them changed a byte of an answer. */
export const sameOnAnyThreads = async (data: string, threads: readonly number[] = [1, 2, 4]): Promise<readonly number[]> => {
  const answers = new Map<string, string>()
  for (const databaseThreads of threads) {
    const { ask, close } = await openData(data, { databaseThreads })
    try {
      for (const { id, query, role } of questions) {
        const answer = JSON.stringify((await ask(query, role)).data)
        const first = answers.get(id) ?? answer
        if (answer !== first) throw new Error(`${id}: the answer on ${databaseThreads} threads is not that on ${threads[0]}`)
        answers.set(id, first)
      }
    } finally {
      await close()
    }
  }
  return threads
}
