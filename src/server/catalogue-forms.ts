/** What the catalogue is written as: `/data.ttl`, or `/data` with the media type in `Accept`. The first is for those who accept anything. */
export const catalogueForms = [
  { ending: 'json', mediaType: 'application/json', title: 'JSON' },
  { ending: 'html', mediaType: 'text/html', title: 'HTML' },
  { ending: 'ttl', mediaType: 'text/turtle', title: 'DCAT-AP-NO (Turtle)' },
  { ending: 'jsonld', mediaType: 'application/ld+json', title: 'DCAT-AP-NO (JSON-LD)' },
] as const
export type CatalogueForm = (typeof catalogueForms)[number]
