-- Inhabitants are counted where there is an area.
select year, code from population where persons < 0 or code not in (select code from area);
