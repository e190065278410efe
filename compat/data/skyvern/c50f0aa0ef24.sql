-- Workflows do not keep their browser.
INSERT INTO workflows (workflow_id, title, workflow_definition, created_at, modified_at, workflow_permanent_id, version) VALUES ('w1', 'first', '{}', '2024-01-01', '2024-01-01', 'p1', 1), ('w2', 'second', '[]', '2024-01-01', '2024-01-01', 'p2', 2);
