-- One file: what no answer can be goes out of the answers, and is kept for the rules beside what is out of range.
create or replace temp table file_answer as
select a.* from stage_answer a join file_wave using (wave) join stage_question q using (question)
where a.how is null or (q.kind = 'number' and a.how = 'reported' and a.number is not null
  and (isinf(a.number::double) or a.number::double < q.lowest or a.number::double > q.highest));

delete from stage_answer where (how is null or unit is null) and wave in (from file_wave select wave);
