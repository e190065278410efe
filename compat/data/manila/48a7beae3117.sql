-- A share's type moves to its instances.
INSERT INTO share_types (id, name, deleted) VALUES ('t1', 'first', 'False'), ('t2', 'second', 'False');
INSERT INTO shares (id, share_type_id, deleted) VALUES ('s1', 't1', 'False'), ('s2', 't2', 'False'), ('s3', NULL, 'False');
INSERT INTO share_instances (id, share_id, deleted) VALUES ('i1', 's1', 'False'), ('i2', 's2', 'False'), ('i3', 's2', 'False'), ('i4', 's3', 'False');
