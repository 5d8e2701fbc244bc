-- A tag belongs to things of six kinds. One table for all of them could hold ids of things that are gone;
-- a table for each kind forgets a tag with its thing, and lists filter by it with a join.

CREATE TABLE "_RoleToTag" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_RoleToTag_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE TABLE "_AuthMethodToTag" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_AuthMethodToTag_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE TABLE "_SsoConnectorToTag" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_SsoConnectorToTag_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE TABLE "_CrmToTag" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_CrmToTag_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE TABLE "_ProfileToTag" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_ProfileToTag_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE TABLE "_TagToUser" (
    "A" UUID NOT NULL,
    "B" UUID NOT NULL,

    CONSTRAINT "_TagToUser_AB_pkey" PRIMARY KEY ("A","B")
);

CREATE INDEX "_RoleToTag_B_index" ON "_RoleToTag"("B");
CREATE INDEX "_AuthMethodToTag_B_index" ON "_AuthMethodToTag"("B");
CREATE INDEX "_SsoConnectorToTag_B_index" ON "_SsoConnectorToTag"("B");
CREATE INDEX "_CrmToTag_B_index" ON "_CrmToTag"("B");
CREATE INDEX "_ProfileToTag_B_index" ON "_ProfileToTag"("B");
CREATE INDEX "_TagToUser_B_index" ON "_TagToUser"("B");

ALTER TABLE "_RoleToTag" ADD CONSTRAINT "_RoleToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Role"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_RoleToTag" ADD CONSTRAINT "_RoleToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_AuthMethodToTag" ADD CONSTRAINT "_AuthMethodToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "AuthMethod"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_AuthMethodToTag" ADD CONSTRAINT "_AuthMethodToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_SsoConnectorToTag" ADD CONSTRAINT "_SsoConnectorToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "SsoConnector"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_SsoConnectorToTag" ADD CONSTRAINT "_SsoConnectorToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_CrmToTag" ADD CONSTRAINT "_CrmToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Crm"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_CrmToTag" ADD CONSTRAINT "_CrmToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_ProfileToTag" ADD CONSTRAINT "_ProfileToTag_A_fkey" FOREIGN KEY ("A") REFERENCES "Profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_ProfileToTag" ADD CONSTRAINT "_ProfileToTag_B_fkey" FOREIGN KEY ("B") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_TagToUser" ADD CONSTRAINT "_TagToUser_A_fkey" FOREIGN KEY ("A") REFERENCES "Tag"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "_TagToUser" ADD CONSTRAINT "_TagToUser_B_fkey" FOREIGN KEY ("B") REFERENCES "User"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Fill, without what points at things that are gone.
INSERT INTO "_RoleToTag" ("A", "B") SELECT "entityId", "tagId" FROM "TagAssignment" JOIN "Role" ON "id" = "entityId" WHERE "entityType" = 'role';
INSERT INTO "_AuthMethodToTag" ("A", "B") SELECT "entityId", "tagId" FROM "TagAssignment" JOIN "AuthMethod" ON "id" = "entityId" WHERE "entityType" = 'auth-method';
INSERT INTO "_SsoConnectorToTag" ("A", "B") SELECT "entityId", "tagId" FROM "TagAssignment" JOIN "SsoConnector" ON "id" = "entityId" WHERE "entityType" = 'sso-connector';
INSERT INTO "_CrmToTag" ("A", "B") SELECT "entityId", "tagId" FROM "TagAssignment" JOIN "Crm" ON "id" = "entityId" WHERE "entityType" = 'crm';
INSERT INTO "_ProfileToTag" ("A", "B") SELECT "entityId", "tagId" FROM "TagAssignment" JOIN "Profile" ON "id" = "entityId" WHERE "entityType" = 'profile';
INSERT INTO "_TagToUser" ("A", "B") SELECT "tagId", "entityId" FROM "TagAssignment" JOIN "User" ON "id" = "entityId" WHERE "entityType" = 'user';

DROP TABLE "TagAssignment";

-- Names are unique whatever their capitals.
ALTER TABLE "Tag" ADD COLUMN "nameKey" TEXT;
UPDATE "Tag" SET "nameKey" = lower(normalize("name", NFKC));
ALTER TABLE "Tag" ALTER COLUMN "nameKey" SET NOT NULL;
CREATE UNIQUE INDEX "Tag_nameKey_key" ON "Tag"("nameKey");
DROP INDEX "Tag_name_key";
