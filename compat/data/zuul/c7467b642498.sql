-- The latest of three times.
INSERT INTO zuul_buildset (id, pipeline, first_build_start_time, last_build_end_time, event_timestamp) VALUES
  (1, 'check', '2020-01-01 01:00:00', '2020-01-01 02:00:00', '2020-01-01 00:00:00'),
  (2, 'check', NULL, NULL, '2021-03-04 05:06:07'), (3, 'gate', NULL, NULL, NULL);
