-- Who answered counts for something, who did not for nothing.
select survey, year, unit, base_weight from unit_wave where responded <> (base_weight > 0) or isinf(base_weight) or isnan(base_weight);
