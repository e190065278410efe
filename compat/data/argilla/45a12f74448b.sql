-- Datasets get a distribution, the same JSON for all.
SET session_replication_role = replica;
INSERT INTO datasets (id, name, status, workspace_id, allow_extra_metadata, inserted_at, updated_at, last_activity_at) VALUES
  ('11111111-1111-1111-1111-111111111111', 'one', 'draft', '99999999-9999-9999-9999-999999999999', true, '2020-01-01', '2020-01-01', '2020-01-01'),
  ('22222222-2222-2222-2222-222222222222', 'two', 'ready', '99999999-9999-9999-9999-999999999999', false, '2021-01-01', '2021-01-01', '2021-01-01');
