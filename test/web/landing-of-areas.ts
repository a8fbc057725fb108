import type { Landing } from '../../src/server/endpoint.ts'

/** Words of a landing page, with signs that must not become markup. */
export const landingOfAreas = (language: string): Landing => ({
  title: language === 'nb' ? 'Områder <og> mer' : 'Areas <and> more',
  notice: language === 'nb' ? 'Alt her er syntetisk.' : 'All of this is synthetic & "made up".',
  licence: 'CC0 1.0',
  contact: 'someone@example.org',
  release: 'r1',
  examples: [
    { title: 'Areas within areas', query: 'query Areas {\n  areas {\n    code\n  }\n}' },
    {
      title: 'A text </script><script>alert(1)</script>',
      query: 'query Echo($text: String) {\n  echo(text: $text)\n}',
      variables: { text: '<b>hei</b>' },
    },
  ],
})
