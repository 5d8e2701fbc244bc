-- Names are sorted and searched as people read them: Élodie stands between Dana and Fred, and "élo" finds her.
-- With the collation C, which the embedded server has, É sorts behind Z, capitals before small letters,
-- and ILIKE knows the capitals of ASCII alone. A server without ICU keeps its own collation.
DO $$
DECLARE
  spot text[];
BEGIN
  IF EXISTS (SELECT FROM pg_collation WHERE collname = 'und-x-icu') THEN
    FOREACH spot SLICE 1 IN ARRAY ARRAY[
      ['User', 'name'], ['User', 'email'], ['Role', 'name'], ['Role', 'description'], ['Profile', 'name'], ['AuthMethod', 'name'],
      ['SsoConnector', 'name'], ['SsoConnector', 'reference'], ['Crm', 'name'], ['Crm', 'reference'], ['ApiKey', 'name'],
      ['Tag', 'name'], ['Tag', 'nameKey']
    ] LOOP
      EXECUTE format('ALTER TABLE %I ALTER COLUMN %I TYPE text COLLATE "und-x-icu"', spot[1], spot[2]);
    END LOOP;
  END IF;
END $$;
