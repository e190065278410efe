-- Tasks get an empty list of errors.
INSERT INTO tasks (task_id, status, url, navigation_payload, created_at, modified_at) VALUES
  ('t1', 'completed', 'https://a', '{"a": [1, 2.50]}', '2024-01-01', '2024-01-02'),
  ('t2', 'created', NULL, NULL, '2024-01-01', '2024-01-02');
