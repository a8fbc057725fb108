const english = {
  sheets: ['Data', 'Notes', 'Source'],
  missing: 'An empty cell is a number that is missing, and the column of its status says why. It is not 0.',
  column: 'Column',
  label: 'Meaning',
  unit: 'Unit',
  status: 'Status',
  share: 'Shares are from 0 to 1, shown as percentages.',
  breaks: 'Breaks: from that year on, numbers may not be compared with those before',
  year: 'Year',
  reason: 'Reason',
  citation: 'Cite as',
  release: 'Release',
  created: 'Made',
  licence: 'Licence',
  address: 'The same table',
  subject: 'Subject',
}
const norwegian: typeof english = {
  sheets: ['Data', 'Merknader', 'Kilde'],
  missing: 'En tom celle er et tall som mangler, og kolonnen med status sier hvorfor. Den er ikke 0.',
  column: 'Kolonne',
  label: 'Betydning',
  unit: 'Enhet',
  status: 'Status',
  share: 'Andeler går fra 0 til 1 og vises som prosent.',
  breaks: 'Brudd: fra og med dette året kan tallene ikke sammenlignes med dem før',
  year: 'År',
  reason: 'Grunn',
  citation: 'Siteres slik',
  release: 'Utgave',
  created: 'Laget',
  licence: 'Lisens',
  address: 'Samme tabell',
  subject: 'Tema',
}

/** Norwegian for nb, else English. */
export const wordsOf = (language: string): typeof english => (language === 'nb' ? norwegian : english)
