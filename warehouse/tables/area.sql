-- Places with their borders over time. Codes are text; a code means one place only within its years.
create table area (
  level      varchar not null,
  code       varchar not null,
  name       varchar not null,
  valid_from usmallint,          -- null: before the years known
  valid_to   usmallint           -- null: still valid
);
-- Which area lies in which, one level up or more; share below 1 where a child is divided between parents.
create table area_member (
  child      varchar not null,
  parent     varchar not null,
  valid_from usmallint,
  valid_to   usmallint,
  share      double not null,
  divided    boolean not null     -- the child lies in other areas of that level too, with unknown shares, and counts whole in this one
);
-- Changes of the base level, as declared; from an area that ended before the year before: where it lies from then on.
create table area_change (
  year      usmallint not null,
  from_code varchar not null,
  to_code   varchar not null,
  share     double not null      -- of the old area's population
);
-- A base area of `year` expressed in the borders of `vintage`; shares of one (year, code, vintage) sum to 1.
create table area_correspondence (
  year    usmallint not null,
  code    varchar not null,
  vintage usmallint not null,
  target  varchar not null,
  share   double not null
);
-- Which areas of every level a base area of `vintage` lies in (itself, its parents, the country), through area_member.
create table area_base (
  vintage usmallint not null,
  base    varchar not null,
  level   varchar not null,
  area    varchar not null,
  share   double not null,
  divided boolean not null        -- in other areas of the level too, with unknown shares
);
-- Where a base area of `year` counts in the borders of `vintage`: the two above, without parts of 1 % or less (share 0). Shares of one
-- (vintage, year, code, level) sum to 1 where the whole area lies in areas of the level.
create table area_place (
  vintage usmallint not null,
  year    usmallint not null,
  code    varchar not null,
  level   varchar not null,
  area    varchar not null,
  share   double not null,
  divided boolean not null,       -- counts whole, though a part of unknown size lies elsewhere
  parts   usmallint not null      -- how many base areas of the year count in the area
);
-- Inhabitants on 1 January in the borders of that year; one more enum column per dimension population.csv is split by.
create table population (
  year    usmallint not null,
  code    varchar not null,
  persons double not null
);
