-- Every area is expressed in areas that lie somewhere in the borders it is expressed in.
select distinct vintage, target from area_correspondence anti join area_base on area_base.vintage = area_correspondence.vintage and area_base.base = area_correspondence.target;
