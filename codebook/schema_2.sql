CREATE TABLE replacement (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    old_hash VARCHAR NOT NULL,
    new_hash VARCHAR NOT NULL,
    old_source VARCHAR NOT NULL,
    new_source VARCHAR NOT NULL,
    kept INTEGER NOT NULL,
    coder_uid VARCHAR NOT NULL,
    replaced VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(old_hash) REFERENCES body (hash),
    FOREIGN KEY(new_hash) REFERENCES body (hash),
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_replacement_document_uid ON replacement (document_uid);

CREATE TABLE reanchoring (
    uid VARCHAR NOT NULL,
    replacement_uid VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    about_uid VARCHAR NOT NULL,
    code_uid VARCHAR,
    coder_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    new_start INTEGER,
    new_end INTEGER,
    verdict VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    by_hand BOOLEAN NOT NULL,
    held VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    CHECK ((new_start IS NULL) = (new_end IS NULL)),
    CHECK (about IN ('coding', 'quotation')),
    CHECK (verdict IN ('moved', 'changed', 'lost')),
    FOREIGN KEY(replacement_uid) REFERENCES replacement (uid) ON DELETE CASCADE,
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE SET NULL,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_reanchoring_replacement_uid ON reanchoring (replacement_uid);

