-- The papers of exemption certificates, as they came. What they exempt from stands in the account's file.

create table certificate_file (
  account text collate "C" not null,
  certificate text collate "C" not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null,
  content bytea not null,
  kept_by text not null,
  kept_at timestamptz not null,
  primary key (account, certificate, sha256)
);

-- A levy may stand on each component of a bundle.
alter table borne_levy add column component text collate "C" not null default '';
alter table borne_levy drop constraint borne_levy_pkey;
alter table borne_levy add primary key (run, account, levy, charge, component);
