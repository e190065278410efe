-- Availability zones get a table and identifiers, which the migration makes up.
-- mask: uuid, time
INSERT INTO services (id, host, topic, report_count, availability_zone, deleted) VALUES
  (1, 'h1', 't', 0, 'nova', 0), (2, 'h2', 't', 3, 'nova', 0), (3, 'h3', 't', 1, 'north', 0);
INSERT INTO shares (id, deleted) VALUES ('s1', 'False'), ('s2', 'False');
INSERT INTO share_instances (id, share_id, availability_zone, deleted) VALUES
  ('i1', 's1', 'nova', 'False'), ('i2', 's2', 'north', 'False'), ('i3', 's2', 'nowhere', 'False');
