-- The memory that the lines of a file take is given back.
create or replace temp table file_line as from file_line limit 0;
create or replace temp table file_long as from file_long limit 0;
drop table if exists file_text;
drop table if exists file_filled;
