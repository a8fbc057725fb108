-- What the model and the files said, kept only while a release is built or checked.
create temp table stage_wave (wave integer, survey varchar, year usmallint, file varchar, checksum varchar, synthetic boolean,
  frame varchar,            -- geography, file, totals, none
  strata varchar,           -- column, size, one
  weighted boolean, clusters integer, units integer, sample boolean,
  area boolean,             -- units are areas, shared by all surveys
  known boolean);           -- whether stage_known lists all units there can be
create temp table stage_known (wave integer, code varchar);
create temp table stage_unit (unit integer, survey varchar, code varchar);
create temp table stage_part (survey varchar, part varchar, unit varchar,
  known boolean);           -- whether the unit is one in any year
create temp table stage_size_group (position integer, code varchar, low double, high double);
create temp table stage_frame (wave integer, unit integer, stratum varchar, size double, weight double,
  cluster_1 varchar, cluster_2 varchar, units_1 double, units_2 double);
create temp table stage_total (wave integer, stratum varchar, units double, size double);
create temp table stage_row (wave integer, unit integer, part varchar, line integer, answered boolean, stratum varchar, weight double,
  cluster_1 varchar, cluster_2 varchar, units_1 double, units_2 double, size double);
create temp table stage_attribute (wave integer, unit integer, dimension varchar, member varchar);
create temp table stage_member (dimension varchar, position integer, member varchar);  -- declared ones, and found ones once known
create temp table stage_question (question integer, survey varchar, id varchar, kind varchar, separator varchar,
  lowest double, highest double);
create temp table stage_missing (question integer, text varchar, how varchar);
create temp table stage_option (question integer, text varchar, option varchar, boolean boolean, number varchar);
create temp table stage_give (give integer, question integer, subject varchar, fact varchar, optioned boolean);
create temp table stage_give_member (give integer, dimension varchar, member varchar);
create temp table stage_answer (wave integer, unit integer, part varchar, question integer, option varchar, number varchar, boolean boolean,
  text varchar, how varchar, line integer, position integer);
create temp table stage_file (survey varchar, file varchar, lines integer, columns varchar[],
  own varchar[],            -- of these, the file's own that may hold answers: in a long file those beside its questions and answers
  above integer,            -- rows above the header
  labels varchar[]);        -- of the columns, '' where the file has none
create temp table stage_unknown (survey varchar, file varchar, name varchar, line integer, lines integer,  -- lines of no question
  position integer);
create temp table stage_refused (file varchar, line integer, rule varchar, position integer, text varchar);
-- The file being read.
create temp table file_wave (wave integer, year usmallint);
create temp table file_name (name varchar, position integer,   -- of a long file: what stands for a question, on which line first, on how many
  line integer, lines integer);
create temp table file_long (line integer, row integer, year usmallint, position integer, text varchar);  -- its lines; row: with which their unit begins
create temp table file_double (row integer, position integer, first integer);  -- answered twice in it: where first
create temp table file_word (position integer, text varchar,   -- of what the file itself says of a value:
  said varchar,             -- what it means
  how varchar);             -- why it is none
create temp table file_role (role varchar, name varchar, position integer);
create temp table file_question (year usmallint, question integer, position integer, option varchar);
create temp table stage_finding (rule varchar, line integer, position integer, text varchar, wave integer, question integer,
  detail varchar);
