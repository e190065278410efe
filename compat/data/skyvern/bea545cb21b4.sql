-- Runs take two columns from their workflow.
INSERT INTO organizations (organization_id, organization_name, created_at, modified_at) VALUES
  ('o1', 'One', '2024-01-01', '2024-01-01'), ('o2', 'Two', '2024-01-01', '2024-01-01');
INSERT INTO workflows (workflow_id, organization_id, title, workflow_definition, created_at, modified_at, workflow_permanent_id, version) VALUES
  ('w1', 'o1', 'first', '{}', '2024-01-01', '2024-01-01', 'p1', 1),
  ('w2', 'o2', 'second', '{"x": "ü"}', '2024-01-01', '2024-01-01', 'p2', 3);
INSERT INTO workflow_runs (workflow_run_id, workflow_id, status, created_at, modified_at) VALUES
  ('r1', 'w1', 'running', '2024-01-01', '2024-01-01'), ('r2', 'w2', 'failed', '2024-01-01', '2024-01-01'),
  ('r3', 'w1', 'completed', '2024-01-01', '2024-01-01');
