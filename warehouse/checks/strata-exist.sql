-- Every unit of a wave is in a stratum of that wave.
select survey, year, unit, stratum from unit_wave anti join stratum using (survey, year, stratum);
