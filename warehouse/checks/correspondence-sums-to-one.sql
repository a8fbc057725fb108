-- What an area counted in one year's borders is all there in another's.
select year, code, vintage, sum(share) as share from area_correspondence group by all having abs(sum(share) - 1) > 1e-9;
