CREATE TABLE code (
    uid VARCHAR NOT NULL,
    parent_uid VARCHAR,
    name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    colour INTEGER,
    status VARCHAR NOT NULL,
    asks_stance BOOLEAN,
    ref VARCHAR NOT NULL,
    since VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(parent_uid) REFERENCES code (uid) ON DELETE RESTRICT
);

CREATE INDEX code_in_tree ON code (parent_uid, position);

CREATE TABLE code_definition (
    uid VARCHAR NOT NULL,
    code_uid VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    brief VARCHAR NOT NULL,
    "full" VARCHAR NOT NULL,
    include VARCHAR NOT NULL,
    exclude VARCHAR NOT NULL,
    typical VARCHAR NOT NULL,
    near_miss VARCHAR NOT NULL,
    cues VARCHAR NOT NULL,
    written VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (code_uid, version),
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE CASCADE
);

CREATE TABLE coding (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    code_uid VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    definition_uid VARCHAR,
    stance VARCHAR NOT NULL,
    prompted BOOLEAN NOT NULL,
    "key" BOOLEAN NOT NULL,
    certainty INTEGER,
    memo VARCHAR NOT NULL,
    origin VARCHAR NOT NULL,
    created VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    CHECK (stance IN ('', 'endorses', 'acts-on', 'reports', 'challenges', 'unclear')),
    CHECK (origin IN ('human', 'suggestion')),
    UNIQUE (document_uid, start, "end", code_uid, coder_uid, round),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE RESTRICT,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT,
    FOREIGN KEY(definition_uid) REFERENCES code_definition (uid) ON DELETE SET NULL
);

CREATE INDEX ix_coding_code_uid ON coding (code_uid);

CREATE INDEX ix_coding_coder_uid ON coding (coder_uid);

CREATE TABLE memo (
    uid VARCHAR NOT NULL,
    about VARCHAR NOT NULL,
    about_uid VARCHAR NOT NULL,
    text VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    written VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX memo_about ON memo (about, about_uid);

CREATE TABLE assignment (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    round VARCHAR NOT NULL,
    sealed BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    changed VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (document_uid, coder_uid, round),
    CHECK (state IN ('assigned', 'started', 'done')),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_assignment_coder_uid ON assignment (coder_uid);

CREATE TABLE collected_quotation (
    uid VARCHAR NOT NULL,
    document_uid VARCHAR NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    code_uid VARCHAR,
    coder_uid VARCHAR NOT NULL,
    section VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    note VARCHAR NOT NULL,
    collected VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK (start >= 0 AND start < "end"),
    FOREIGN KEY(document_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE SET NULL,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_collected_quotation_document_uid ON collected_quotation (document_uid);

