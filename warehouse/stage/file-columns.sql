-- One file: what its columns ask for, and the texts in them that stand for something.
create or replace temp table file_column as
select row_number() over (order by f.year, f.position, f.question, f.option) as asked, w.wave, f.*, q.kind, q.separator
from file_question f join file_wave w using (year) join stage_question q using (question);

create or replace temp table file_meaning as
with texts as (
  select asked, text from file_column join file_word using (position)
  union
  select asked, text from file_column join stage_missing using (question)
  union
  select asked, text from file_column join stage_option using (question) where kind = 'choice')
select c.asked, t.text, coalesce(d.said, t.text) as said, coalesce(m.how, d.how) as how, o.option, o.number, o.boolean, o.question is not null as is_option
from texts t join file_column c using (asked)
left join file_word d on d.position = c.position and d.text = t.text
left join stage_missing m on m.question = c.question and m.text = coalesce(d.said, t.text)
left join stage_option o on c.kind = 'choice' and o.question = c.question and o.text = coalesce(d.said, t.text) and m.how is null and d.how is null;
