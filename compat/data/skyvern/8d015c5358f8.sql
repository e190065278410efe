-- Credentials get a type of one-time password.
INSERT INTO credentials (credential_id, organization_id, credential_type, name, created_at, modified_at) VALUES
  ('c1', 'o1', 'password', 'mail', '2024-01-01', '2024-01-01'), ('c2', 'o1', 'secret', 'card', '2024-01-01', '2024-01-01');
