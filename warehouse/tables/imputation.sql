-- By which number of its own a unit's value is estimated: that of the year before, its size, or simply one.
create type imputation_method as enum ('growth', 'ratio', 'mean');

-- How the units that did not answer a fact were estimated, and from whom: the value of a unit is x times (sum of the values / sum of x) of
-- those of its pool that answered.
create table imputation (
  subject varchar not null,
  fact    varchar not null,
  survey  survey_id not null,
  year    usmallint not null,
  unit    integer not null,
  method  imputation_method not null,
  pool    usmallint not null,    -- a stratum, and those that were joined to it for want of answers
  x       double not null,
  imputed boolean not null       -- false: others of the pool were estimated by its answers
);
-- One completed_<subject> per subject with facts that are imputed, of the columns of these in fact_<subject>: what was answered, and what was
-- estimated (how: imputed, or suppressed beside a value).
