-- One flag takes the place of another.
INSERT INTO workflows (workflow_id, title, workflow_definition, created_at, modified_at, workflow_permanent_id, version, persist_browser_session, status, use_cache) VALUES
  ('w1', 'first', '{}', '2024-01-01', '2024-01-01', 'p1', 1, true, 'draft', true),
  ('w2', 'second', '{}', '2024-01-01', '2024-01-01', 'p2', 1, true, 'draft', false);
