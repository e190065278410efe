-- One result gets another name.
INSERT INTO zuul_buildset (id, pipeline, result) VALUES
  (1, 'check', 'MERGER_FAILURE'), (2, 'gate', 'SUCCESS'), (3, 'gate', NULL);
