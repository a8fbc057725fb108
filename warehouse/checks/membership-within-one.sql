-- An area lies in the areas of one level at most once.
select vintage, base, level, sum(share) as share from area_base group by all having sum(share) > 1 + 1e-9;
