import { graphql } from './generated/gql.ts'

/** What there is to choose from. */
export const choices = graphql(`
  query Choices($language: Language) {
    warehouse {
      title(language: $language)
      notice(language: $language)
    }
    country: areas(level: COUNTRY) {
      code
      name
    }
    counties: areas(level: COUNTY) {
      code
      name
    }
  }
`)

/** One indicator of waiting lists in one area, a series for each severity. */
export const waiting = graphql(`
  query Waiting($indicator: WaitingListsIndicator!, $area: ID!, $language: Language) {
    waitingLists(where: { area: [$area] }) {
      series(indicator: $indicator, by: [SEVERITY]) {
        severity
        indicator {
          label(language: $language)
        }
        valueUnit
        points {
          year
          value
          status
          breakBefore
          interval {
            lower
            upper
          }
        }
        breaks {
          year
          reason(language: $language)
        }
        citation(language: $language)
      }
    }
  }
`)
