-- The state of access rules moves from instances to their rules.
INSERT INTO shares (id, deleted) VALUES ('s1', 'False');
INSERT INTO share_instances (id, share_id, status, access_rules_status, deleted) VALUES
  ('i1', 's1', 'available', 'active', 'False'), ('i2', 's1', 'available', 'out_of_sync', 'False'),
  ('i3', 's1', 'creating', 'active', 'False'), ('i4', 's1', 'available', 'error', 'False');
INSERT INTO share_access_map (id, share_id, access_type, access_to, access_level, deleted) VALUES
  ('a1', 's1', 'ip', '1.2.3.4', 'rw', 'False');
INSERT INTO share_instance_access_map (id, share_instance_id, access_id, deleted) VALUES
  ('m1', 'i1', 'a1', 'False'), ('m2', 'i2', 'a1', 'False'), ('m3', 'i3', 'a1', 'False'), ('m4', 'i4', 'a1', 'False');
