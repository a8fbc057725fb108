/** What a release tells the public of an indicator for the whole country and one year; `value` null where it is missing or hidden, and then the status says why. */
export type NationalFigure = { readonly value: number | null; readonly status: string }

/**
 * A figure that is another than in the release before. `before` null: new; `after` null: gone. `indicator` is `<subject>.<indicator>`;
 * `survey` is null but where several surveys asked the same and none speaks for the year: then each is a figure of its own.
 */
export type NationalChange = {
  readonly indicator: string
  readonly survey: string | null
  readonly year: number
  readonly before: NationalFigure | null
  readonly after: NationalFigure | null
}
