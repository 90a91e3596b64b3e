CREATE TABLE seal_break (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    how VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (how IN ('unsealed', 'read', 'reopened')),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE
);

CREATE INDEX ix_seal_break_document_uid ON seal_break (document_uid);

CREATE TABLE ruling (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    codes VARCHAR NOT NULL,
    coders VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    readings VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    kept_uid VARCHAR,
    final_start INTEGER,
    final_end INTEGER,
    final_code_uid VARCHAR,
    reason VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    example VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    ruled VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (document_uid, start, "end", codes, coders, round),
    CHECK (start >= 0 AND start < "end"),
    CHECK (outcome IN ('one', 'all', 'new', 'neither', 'readings')),
    CHECK ((outcome = 'one') = (kept_uid IS NOT NULL)),
    CHECK (outcome != 'new' OR (final_start >= 0 AND final_start < final_end)),
    CHECK (example IN ('', 'typical', 'near_miss')),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(kept_uid) REFERENCES coder (uid) ON DELETE RESTRICT,
    FOREIGN KEY(final_code_uid) REFERENCES code (uid) ON DELETE SET NULL,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);
