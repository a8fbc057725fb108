-- All files are read: units of each wave with their stratum and weight, and the waves themselves.
insert into unit select unit, survey::survey_id, code from stage_unit order by unit;

create or replace temp table stage_name as
select survey, name, position, row_number() over (partition by survey order by position, name) as stratum
from (select distinct w.survey, s.name, s.position from stage_stratified s join stage_wave w using (wave)
      union
      select distinct w.survey, t.stratum, 0 from stage_total t join stage_wave w using (wave));

create or replace temp table stage_count as  -- what is known of a stratum: how many there are, how many answered
with reply as (
  select wave, name, count(case when in_frame then 1 end) as listed, sum(size order by unit) as listed_size,
    count(case when responded then 1 end) as respondents,
    count(distinct case when responded then cluster_1 end) as clusters, min(case when responded then units_1 end) as units_1
  from stage_stratified group by wave, name)
select w.wave, coalesce(r.name, t.stratum) as name, coalesce(r.respondents, 0) as respondents, r.clusters as clusters_answered,
  case when w.frame in ('geography', 'file') then r.listed when w.frame = 'totals' then t.units
       when w.units > 0 and w.clusters = 0 then r.units_1 end as units,
  case when w.frame = 'totals' then t.size else r.listed_size end as size,
  case when w.units > 0 and w.clusters > 0 then r.units_1 end as clusters
from (select wave, name from reply union select wave, stratum from stage_total) k
join stage_wave w using (wave)
left join reply r on r.wave = k.wave and r.name = k.name
left join stage_total t on t.wave = k.wave and t.stratum = k.name;

create or replace temp table stage_weight as
with second as (
  select wave, name, cluster_1, count(distinct coalesce(cluster_2, unit::varchar)) as answered
  from stage_stratified where responded group by all)
select s.*, n.stratum,
  case when not s.responded then 0
       when w.weighted then s.weight
       when c.clusters is not null then c.clusters / c.clusters_answered * coalesce(s.units_2 / d.answered, 1)
       when c.units is not null then c.units / c.respondents
       else 1 end as base_weight
from stage_stratified s join stage_wave w using (wave)
join stage_name n on n.survey = w.survey and n.name = s.name and n.position = s.position
join stage_count c on c.wave = s.wave and c.name = s.name
left join second d on d.wave = s.wave and d.name = s.name and d.cluster_1 = s.cluster_1;

insert into unit_wave (survey, year, unit, code, in_frame, asked, responded, stratum, size, size_group, base_weight,
  cluster_1, cluster_2, units_2)
select w.survey, w.year, s.unit, u.code, s.in_frame, s.asked, s.responded, s.stratum, s.size, s.size_group, s.base_weight,
  s.cluster_1, s.cluster_2, s.units_2
from stage_weight s join stage_wave w using (wave) join stage_unit u using (unit)
order by w.survey::survey_id, w.year, s.unit;

insert into stratum (survey, year, stratum, name, units, size, clusters, respondents, respondents_weight)
select w.survey, w.year, n.stratum, c.name, c.units, c.size, c.clusters, c.respondents, coalesce(sum(s.base_weight order by s.unit), 0)
from stage_count c join stage_wave w using (wave)
join stage_name n on n.survey = w.survey and n.name = c.name
left join stage_weight s on s.wave = c.wave and s.name = c.name
group by w.survey, w.year, n.stratum, c.name, c.units, c.size, c.clusters, c.respondents
order by w.survey::survey_id, w.year, n.stratum;

insert into wave (survey, year, file, checksum, synthetic, frame, sampled, respondents)
select w.survey, w.year, w.file, w.checksum, w.synthetic,
  case when w.frame in ('geography', 'file') then s.listed when w.frame = 'totals' then t.units end,
  case when w.sample or w.frame = 'none' then s.asked when w.frame = 'totals' then t.units else s.listed end,
  coalesce(s.respondents, 0)
from stage_wave w
left join (select wave, count(case when in_frame then 1 end) as listed, count(case when asked then 1 end) as asked,
             count(case when responded then 1 end) as respondents
           from stage_weight group by wave) s using (wave)
left join (select wave, sum(units order by stratum) as units from stage_total group by wave) t using (wave)
order by w.survey::survey_id, w.year;
