-- One row: what this file was made from. The model is the checked seeds folder as JSON, so that a release serves without it.
create table release (
  key     varchar not null,
  model   varchar not null,
  program varchar not null,
  notes   varchar
);
