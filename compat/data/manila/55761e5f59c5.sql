-- Share types get an extra specification unless they have it, through a session.
-- mask: time
INSERT INTO share_types (id, name, deleted) VALUES ('1', 'first', 'False'), ('2', 'second', 'False'), ('3', 'third', '3');
INSERT INTO share_type_extra_specs (id, share_type_id, spec_key, spec_value, deleted) VALUES
  (100, '2', 'snapshot_support', 'False', 0), (101, '2', 'other', 'x', 0);
INSERT INTO shares (id, deleted) VALUES ('s1', 'False'), ('s2', 's2');
