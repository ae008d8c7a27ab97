-- Seizures and releases are written once and read once by the close: to compress them costs the server more than to store them.
alter table closing_trunk
  alter column seized set storage external,
  alter column answered set storage external,
  alter column released set storage external;
