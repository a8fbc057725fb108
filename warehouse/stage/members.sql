-- All files are read: who was asked in each wave, who answered, and in which stratum.
create or replace temp table stage_reply as  -- one row per unit with a row; one that answers in parts has answered when all parts have
select r.wave, r.unit,
  case when n.parts is null then bool_or(r.answered) else count(distinct case when r.answered then r.part end) = n.parts end as responded,
  min(r.stratum) as stratum, min(r.weight) as weight, min(r.cluster_1) as cluster_1, min(r.cluster_2) as cluster_2,
  min(r.units_1) as units_1, min(r.units_2) as units_2, sum(r.size order by r.part) as size
from stage_row r join stage_wave w using (wave) join stage_unit u using (unit)
left join (select survey, unit as code, count(distinct part) as parts from stage_part group by all) n
  on n.survey = w.survey and n.code = u.code
group by r.wave, r.unit, n.parts;

create or replace temp table stage_member_unit as
select wave, unit, f.unit is not null as in_frame, r.unit is not null or (f.unit is not null and not w.sample) as asked,
  coalesce(r.responded, false) as responded, coalesce(f.stratum, r.stratum) as stratum, coalesce(f.size, r.size) as size,
  coalesce(r.weight, f.weight) as weight, coalesce(r.cluster_1, f.cluster_1) as cluster_1, coalesce(r.cluster_2, f.cluster_2) as cluster_2,
  coalesce(r.units_1, f.units_1) as units_1, coalesce(r.units_2, f.units_2) as units_2
from stage_frame f full join stage_reply r using (wave, unit) join stage_wave w using (wave);

create or replace temp table stage_stratified as
select m.* exclude (stratum), g.code as size_group,
  case w.strata when 'column' then coalesce(m.stratum, 'unknown') when 'size' then coalesce(g.code, 'unknown') else 'all' end as name,
  case w.strata when 'size' then coalesce(g.position, 65535) else 0 end as position
from stage_member_unit m join stage_wave w using (wave)
left join stage_size_group g on m.size >= g.low and (m.size < g.high or g.high is null);
