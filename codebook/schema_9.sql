CREATE TABLE finding (
    uid VARCHAR NOT NULL,
    code_uid VARCHAR NOT NULL,
    statement VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    written VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (code_uid),
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE TABLE assessor (
    uid VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    done BOOLEAN NOT NULL,
    began VARCHAR NOT NULL,
    changed VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (coder_uid),
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE TABLE assessment (
    uid VARCHAR NOT NULL,
    code_uid VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    judgement VARCHAR NOT NULL,
    silence VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    assessed VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (code_uid, source, coder_uid),
    CHECK (judgement IN ('agreement', 'partial agreement', 'silence', 'dissonance')),
    CHECK (silence IN ('', 'not asked', 'not raised', 'no data')),
    CHECK (silence = '' OR judgement = 'silence'),
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_assessment_coder_uid ON assessment (coder_uid);

CREATE TABLE settlement (
    uid VARCHAR NOT NULL,
    code_uid VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    judgement VARCHAR NOT NULL,
    silence VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    settled VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    UNIQUE (code_uid, source),
    CHECK (judgement IN ('agreement', 'partial agreement', 'silence', 'dissonance')),
    CHECK (silence IN ('', 'not asked', 'not raised', 'no data')),
    CHECK (silence = '' OR judgement = 'silence'),
    FOREIGN KEY(code_uid) REFERENCES code (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE TABLE assessment_look (
    uid VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    what VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (uid)
);

CREATE TABLE contradiction (
    uid VARCHAR NOT NULL,
    case_uid VARCHAR NOT NULL,
    says_uid VARCHAR NOT NULL,
    says_start INTEGER,
    says_end INTEGER,
    shows_uid VARCHAR NOT NULL,
    shows_start INTEGER,
    shows_end INTEGER,
    says VARCHAR NOT NULL,
    shows VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    coder_uid VARCHAR NOT NULL,
    linked VARCHAR NOT NULL,
    PRIMARY KEY (uid),
    CHECK ((says_start IS NULL) = (says_end IS NULL)),
    CHECK ((shows_start IS NULL) = (shows_end IS NULL)),
    FOREIGN KEY(case_uid) REFERENCES "case" (uid) ON DELETE CASCADE,
    FOREIGN KEY(says_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(shows_uid) REFERENCES document (uid) ON DELETE CASCADE,
    FOREIGN KEY(coder_uid) REFERENCES coder (uid) ON DELETE RESTRICT
);

CREATE INDEX ix_contradiction_case_uid ON contradiction (case_uid);

CREATE INDEX ix_contradiction_says_uid ON contradiction (says_uid);

CREATE INDEX ix_contradiction_shows_uid ON contradiction (shows_uid);

