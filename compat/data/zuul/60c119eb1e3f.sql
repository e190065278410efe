-- A score becomes a result.
INSERT INTO zuul_buildset (id, pipeline, score) VALUES (1, 'check', 1), (2, 'check', -1), (3, 'gate', NULL);
