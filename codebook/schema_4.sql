CREATE TABLE distressing (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    coder_uid VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    flagged VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    UNIQUE (document_uid, start, "end", coder_uid),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_distressing_coder_uid ON distressing (coder_uid);
