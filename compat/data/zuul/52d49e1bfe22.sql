-- A log URL that is only the job's name goes.
INSERT INTO zuul_buildset (id, pipeline) VALUES (1, 'check');
INSERT INTO zuul_build (id, buildset_id, job_name, log_url) VALUES
  (1, 1, 'unit', 'unit'), (2, 1, 'docs', 'https://logs/docs'), (3, 1, NULL, NULL);
