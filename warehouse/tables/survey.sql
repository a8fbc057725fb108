-- How a value came about.
create type how as enum ('reported', 'not_answered', 'suppressed', 'not_asked', 'imputed');

create table wave (
  survey     survey_id not null,
  year       usmallint not null,
  file       varchar not null,   -- relative to the folder it came from
  checksum   varchar not null,   -- SHA-256 of the file
  synthetic  boolean not null,
  frame      integer,            -- units that should have answered; null without a frame
  sampled    integer,            -- units that were asked (fewer than the frame in a sample)
  respondents integer not null,
  primary key (survey, year)
);
-- Who answers. Area units are shared by all surveys (survey is null), other units belong to one.
create table unit (
  unit   integer primary key,
  survey survey_id,
  code   varchar not null
);
-- A unit in a wave: every unit of the frame, and every unit with a row. One more enum column per unit dimension.
create table unit_wave (
  survey      survey_id not null,
  year        usmallint not null,
  unit        integer not null,
  code        varchar not null,
  in_frame    boolean not null,
  asked       boolean not null,  -- false: not in the sample
  responded   boolean not null,
  stratum     usmallint not null,
  size        double,            -- the frame's size; inhabitants where the frame is the geography
  size_group  varchar,           -- code of the area of level size_group
  base_weight double not null,   -- of the design, before item non-response; 1 without frame and weights; 0 if it did not respond
  cluster_1   varchar,
  cluster_2   varchar,
  units_2     double,            -- two stages: how many second-stage units its cluster has
  primary key (survey, year, unit)
);
-- A stratum of a wave. units is null where neither a frame nor the design knows how many there are.
create table stratum (
  survey            survey_id not null,
  year              usmallint not null,
  stratum           usmallint not null,
  name              varchar not null,
  units             double,
  size              double,
  clusters          double,            -- first-stage units there are, where the design counts clusters
  respondents       integer not null,
  respondents_weight double not null,   -- sum of their base weights
  primary key (survey, year, stratum)
);
-- What a unit said, question by question, as the file had it (option: the ticked or listed option's member, multi only).
create table answer (
  survey   survey_id not null,
  year     usmallint not null,
  unit     integer not null,
  part     varchar,               -- of a unit that answers in parts: which
  question varchar not null,
  option   varchar,
  value    varchar,
  how      how not null
);
-- The members of a dimension as its enum type holds them are in the type itself: d_<dimension>.
-- One fact_<subject> per subject: survey, year, unit, its dimensions (null = the unit's whole), and per fact its value and <fact>_how.
