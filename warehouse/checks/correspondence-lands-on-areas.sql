-- Every area is expressed in areas that lie somewhere in the borders it is expressed in.
select distinct vintage, target
from area_correspondence c anti join area_base b on b.vintage = c.vintage and b.base = c.target;
