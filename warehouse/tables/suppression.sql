-- Numbers of facts with a disclosure that are not public, beside single answers, which never are: an area in the borders of `vintage`
-- (the year's own, or those meant where a query names none), and the members it is split by or narrowed to.
create table suppression (
  subject    varchar not null,
  fact       varchar not null,
  survey     survey_id not null,
  year       usmallint not null,
  vintage    usmallint not null,
  level      varchar not null,
  area       varchar not null,
  dimensions varchar not null,     -- ids, a blank between them; empty for the whole
  members    varchar not null,     -- JSON: a list of pairs of dimension and member, in the same order
  kind       varchar not null check (kind in ('primary', 'secondary', 'earlier'))
);
-- What each of its patterns was worked out from, and which it is: a later release takes over what it finds unchanged.
create table suppression_basis (
  subject varchar not null,
  fact    varchar not null,
  survey  survey_id not null,
  year    usmallint not null,
  basis   varchar not null,       -- SHA-256 of the answers, the borders and the rules
  pattern varchar not null,       -- SHA-256 of the numbers
  bound   boolean not null        -- hides more than these answers need, because an earlier release did
);
