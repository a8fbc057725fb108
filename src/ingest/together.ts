/** What several come to. Where one fails, the others are waited for: nothing may be closed under them. */
export const together = async <A, B>(one: Promise<A>, other: Promise<B>): Promise<readonly [A, B]> => {
  await Promise.allSettled([one, other])
  return Promise.all([one, other])
}
