-- Statuses become lower-case, row by row.
INSERT INTO shares (id, status, deleted) VALUES ('s1', 'AVAILABLE', 'False'), ('s2', 'Error', 'False'), ('s3', NULL, 's3');
INSERT INTO share_servers (id, status, deleted) VALUES ('v1', 'ACTIVE', 'False'), ('v2', 'deleting', 'False');
