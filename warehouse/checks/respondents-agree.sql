-- The waves, their strata and their units count the same respondents.
select w.survey, w.year, w.respondents, u.respondents as units, s.respondents as strata
from wave w
left join (select survey, year, count(case when responded then 1 end) as respondents from unit_wave group by all) u using (survey, year)
left join (select survey, year, sum(respondents) as respondents from stratum group by all) s using (survey, year)
where w.respondents is distinct from coalesce(u.respondents, 0) or w.respondents is distinct from coalesce(s.respondents, 0);
