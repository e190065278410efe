-- Builds that are there are final.
INSERT INTO zuul_buildset (id, pipeline, uuid) VALUES (1, 'check', 'u1');
INSERT INTO zuul_build (id, buildset_id, uuid, job_name, voting, start_time) VALUES
  (1, 1, 'b1', 'unit', true, '2019-05-06 07:08:09'), (2, 1, 'b2', 'docs', NULL, NULL);
