-- Processes keep what administrators configure in memory. Before each use they compare this version with the one they read
-- it at, so that they never go by an older configuration.
CREATE TABLE "ConfigurationVersion" (
    "id" BOOLEAN NOT NULL DEFAULT true CHECK ("id"),
    "version" UUID NOT NULL DEFAULT gen_random_uuid(),

    CONSTRAINT "ConfigurationVersion_pkey" PRIMARY KEY ("id")
);
INSERT INTO "ConfigurationVersion" DEFAULT VALUES;

-- Once per transaction, at its end: the row is locked only for the moment of the commit. A random value, so that a restored
-- backup isn't taken for what a process has in memory.
-- SECURITY DEFINER: the role that runs the product may change the configuration, so it may change the version.
CREATE FUNCTION "renew_configuration_version"() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF current_setting('maker.configuration_renewed', true) = 'yes' THEN
    RETURN NULL;
  END IF;
  UPDATE "ConfigurationVersion" SET "version" = gen_random_uuid();
  PERFORM set_config('maker.configuration_renewed', 'yes', true);
  RETURN NULL;
END
$$;

DO $$
DECLARE
  "configured" TEXT;
BEGIN
  FOREACH "configured" IN ARRAY ARRAY[
    'AccountOptions', 'AccountOwners', 'AssignmentRule', 'AuthGrant', 'AuthMethod', 'Crm', 'CrmField', 'CrmObject', 'Line',
    'Profile', 'ProfileCrm', 'ProfileObject', 'ScreenPopScenario', 'Setting', 'UserOwner', 'WriteKey'
  ] LOOP
    EXECUTE format(
      'CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I
       DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION "renew_configuration_version"()',
      "configured" || '_renews_configuration', "configured"
    );
  END LOOP;
END
$$;
