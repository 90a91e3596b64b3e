"""Every label layout that transcripts come in, and every text that only looks as if it had labels."""

from __future__ import annotations

import textwrap

import pytest

from transcripts.importing import ImportedText, read_bytes

LABELLED = {
    "name and colon": ("Interviewer: What changed?\nCPS 1: We speak earlier.\n", {"Interviewer": 1, "CPS 1": 1}),
    "a code alone": ("CPS 2: We talk about it a lot.\n", {"CPS 2": 1}),
    "questions and answers": ("Q. What?\nA. Nothing.\nQ. Why?\nA. No idea.\n", {"Q": 2, "A": 2}),
    "one question and answer": ("Q: What?\nA: Nothing.\n", {"Q": 1, "A": 1}),
    "initials": ("I: What?\n\nP: Nothing.\n\nI: Ok\n\nP: Yes\n", {"I": 2, "P": 2}),
    "brackets": ("[Interviewer] Hello\n[P7] Hi\n[laughs]\n[Interviewer] Go on.\n", {"Interviewer": 2, "P7": 1}),
    "brackets and range": (
        "[Speaker 1] (0:00 - 0:11)\nHello\n\n[Speaker 2] (0:11 - 0:12)\nHi\n",
        {"Speaker 1": 1, "Speaker 2": 1},
    ),
    "pseudonymised brackets": ("INT: Hi\n[NAME]: yes\nINT: so\n[NAME]: no\n", {"INT": 2, "NAME": 2}),
    "somebody without a name": ("INT: Hi\n[redacted]: yes\nINT: so\n[redacted]: no\n", {"INT": 2, "redacted": 2}),
    "somebody without a name before a tab": (
        "[redacted]\tHow did it begin?\n[P4]\tIn May.\n[redacted]\tAnd then?\n[P4]\tWe waited.\n",
        {"redacted": 2, "P4": 2},
    ),
    "somebody without a name before a tab, others without brackets": (
        "[REDACTED]\tHow did it begin?\nP4\tIn May.\n[REDACTED]\tAnd then?\nP4\tWe waited.\n",
        {"REDACTED": 2, "P4": 2},
    ),
    "somebody without a name before a dash": (
        "[Name removed] - How did it begin?\nP4 - In May.\n[Name removed] - And then?\nP4 - We waited.\n",
        {"Name removed": 2, "P4": 2},
    ),
    "two without a name before a dash": (
        "[redacted] – How did it begin?\n[name] – In May.\n[redacted] – And then?\n[name] – We waited.\n",
        {"redacted": 2, "name": 2},
    ),
    "somebody without a name below a time": (
        "0:01\n[redacted] How?\n\n0:09\n[redacted 2] In May.\n\n0:15\n[redacted] And?\n\n0:20\n[redacted 2] So.\n",
        {"redacted": 2, "redacted 2": 2},
    ),
    "somebody without a name with a time": (
        "[redacted] 0:01\nHow?\n\n[P4] 0:09\nIn May.\n\n[redacted] 0:15\nAnd?\n\n[P4] 0:20\nSo.\n",
        {"redacted": 2, "P4": 2},
    ),
    "initials that are other words": ("RE: Where?\nCC: There.\nRE: And then?\nCC: Here.\n", {"RE": 2, "CC": 2}),
    "initials, one of which is another word": ("JS: Where?\nTO: There.\nJS: And?\nTO: Here.\n", {"JS": 2, "TO": 2}),
    "Chinese, below particulars": (
        "时间：2023年5月3日\n地点：北京\n\n采访者：你好。\n受访者：我说：“等一下。”\n采访者：什么时候？\n受访者：五月。\n",
        {"采访者": 2, "受访者": 2},
    ),
    "Japanese, a name": (
        "日時：2023年5月\n\n司会：いつ？\n田中：五月です。\n司会：それで？\n田中：待ちました。\n",
        {"司会": 2, "田中": 2},
    ),
    "numbered questions in brackets": ("[Q1] Why?\n[A1] So.\n[Q2] And?\n[A2] No.\n", {"Q": 2, "A": 2}),
    "initials with dots, a time": (
        "INT.  0:00\nHow?\n\nRESP.  0:05\nFine.\n\nINT.  0:09\nSo?\n",
        {"INT": 2, "RESP": 1},
    ),
    "dashes after roles, answers of a word": (
        "Interviewer – What changed?\nInterviewee – Yes.\nInterviewer – Right.\nInterviewee – The forms did.\n",
        {"Interviewer": 2, "Interviewee": 2},
    ),
    "a sentence with a colon below names on their lines": (
        "Ann:\nWhy?\n\nBen:\nThey left.\n\nAnn:\nWhen?\n\nBen:\nIn June: I saw it.\n\nAnn:\nRight.\n",
        {"Ann": 3, "Ben": 2},
    ),
    "somebody who says a line below names on their lines": (
        "Ann:\nWhy?\n\nBen:\nThey left.\n\nNurse: Sorry.\n\nAnn:\nWhen?\n\nBen:\nIn June.\n\nAnn:\nRight.\n",
        {"Ann": 3, "Ben": 2, "Nurse": 1},
    ),
    "name and time above": (
        "Anna Lee  0:00  \nHow are you?\n\nBen Poe  0:05  \nFine.\n",
        {"Anna Lee": 1, "Ben Poe": 1},
    ),
    "time and name above": ("00:00:00 Speaker 1\nHello.\n00:00:05 Speaker 2\nHi.\n", {"Speaker 1": 1, "Speaker 2": 1}),
    "time before": ("[00:12:03] Anna: a\n[00:12:09] Ben: b\n[00:12:20] Anna: c\n", {"Anna": 2, "Ben": 1}),
    "time after": ("Anna (00:12): a\nBen (00:15): b\nAnna (00:19): c\n", {"Anna": 2, "Ben": 1}),
    "time behind the colon": ("I: [00:12] a\nP: [00:15] b\nI: [00:19] c\n", {"I": 2, "P": 1}),
    "colon, text below": ("Dan:\nHello\n\nParticipant:\nHi\n\nDan:\nSo\n", {"Dan": 2, "Participant": 1}),
    "stars and colon": ("**Interviewer:** How?\n\n**CPS 3:** Well: so.\n", {"Interviewer": 1, "CPS 3": 1}),
    "stars alone": ("**Anna** How?\n\n**Ben** Fine.\n\n**Anna** Ok\n\n**Ben** Bye\n", {"Anna": 2, "Ben": 2}),
    "tabs": ("I\tSo tell me\nP\tI will\nI\tWhen\nP\tNow\n", {"I": 2, "P": 2}),
    "table with times": (
        "Speaker\tTime\tText\nAnna\t0:12\tHello?\nBen\t0:20\tHi\nAnna\t0:25\tSo\n",
        {"Anna": 2, "Ben": 1},
    ),
    "dashes": ("I – So tell me\nP – I will\nI – When\nP – Now\n", {"I": 2, "P": 2}),
    "roles on lines of their own": (
        "INTERVIEWER\nTell me\n\nCPS 1\nI will\n\nINTERVIEWER\nWhen\n",
        {"INTERVIEWER": 2, "CPS 1": 1},
    ),
    "court": (
        "THE COURT: Go on.\nQ. Did you?\nA. I did.\nQ. And?\nA. No.\nTHE COURT: Thanks.\n",
        {"THE COURT": 2, "Q": 2, "A": 2},
    ),
    "accents and hyphens": ("Éloïse: Ça va ?\nJean-Pierre: Oui.\nÉloïse: Bien.\n", {"Éloïse": 2, "Jean-Pierre": 1}),
    "apostrophes and dots": (
        "O'Brien: So?\nDr. Smith: Yes.\nO’Brien: Why?\nDr. Smith: No.\n",
        {"O'Brien": 2, "Dr. Smith": 2},
    ),
    "surname first": (
        "Smith, Jane: Hi?\nLee, Tom: yes\nSmith, Jane: ok\nLee, Tom: no\n",
        {"Smith, Jane": 2, "Lee, Tom": 2},
    ),
    "remarks in brackets": (
        "Jane (Interviewer): Hi?\nTom (CPS): yes\nJane (Interviewer): ok\n",
        {"Jane (Interviewer)": 2, "Tom (CPS)": 1},
    ),
    "Cyrillic": ("Интервьюер: Что?\nРеспондент: Да.\n", {"Интервьюер": 1, "Респондент": 1}),
    "Chinese": ("采访者：你好吗？\n受访者：很好。\n", {"采访者": 1, "受访者": 1}),
    "Arabic": ("المحاور: مرحبا\nالمشارك: نعم\n", {"المحاور": 1, "المشارك": 1}),
    "lower case": ("interviewer: hello\nparticipant: hi\ninterviewer: ok\n", {"interviewer": 2, "participant": 1}),
    "case drifts": ("Interviewer: a?\nP1: b\nINTERVIEWER: c?\nP1: d\n", {"Interviewer": 2, "P1": 2}),
    "a slip": (
        "Dan: a?\nParticipant: b\nDan: c\nParticpant: d\nDan: e\n",
        {"Dan": 3, "Participant": 1, "Particpant": 1},
    ),
    "focus group": (
        "Moderator: Hi?\nP1: hi\nP2: hi\nP3: me too\nAll: yes\n",
        {"Moderator": 1, "P1": 1, "P2": 1, "P3": 1, "All": 1},
    ),
    "sentences with colons inside": (
        "Interviewer: How?\nCPS 1: Two things: this.\n\nHonestly: no.\n\nMy view: so.\nInterviewer: Ok\nCPS 1: Yes\n",
        {"Interviewer": 2, "CPS 1": 2},
    ),
    "cover page": (
        "Date: 3 May\nInterviewer: Jane Smith\nParticipant: CPS 4\nLocation: Leeds\n\nInterviewer: Ok?\nCPS 4: Hi.\n",
        {"Interviewer": 1, "CPS 4": 1},
    ),
    "cover page, no gap": (
        "Interview 4\nDate: 3 May\nInterviewer: Jane Smith\nInterviewer: Thanks for coming.\nCPS 4: No problem.\n",
        {"Interviewer": 1, "CPS 4": 1},
    ),
    "cast list": (
        "Interviewer: Jane Smith\nInterviewee: Police 4\n\nInterviewer: Ready?\nInterviewee: Yes.\n",
        {"Interviewer": 1, "Interviewee": 1},
    ),
    "line numbers": ("1 Interviewer: How?\n2 CPS 1: So.\n3 Interviewer: Ok?\n", {"Interviewer": 2, "CPS 1": 1}),
    "numbered turns": ("1. Anna: How?\n2. Ben: So.\n3. Anna: Ok?\n4. Ben: Yes\n", {"Anna": 2, "Ben": 2}),
    "no two take turns": (
        "Anna: a\nBen: b\nCleo: c\nCleo: c\nAnna: d\nCleo: e\nBen: f\nAnna: g\n",
        {"Anna": 3, "Ben": 2, "Cleo": 3},
    ),
    "legend": ("I: Interviewer\nP: Participant\n\nI: So how?\nP: Well\nI: ok\nP: yes.\n", {"I": 2, "P": 2}),
}

UNLABELLED = {
    "a title with a code": "Advice 20: a discussion\n\nThe police and the lawyer met. They agreed.\n",
    "dates": "3 May: we met\n4 May: we met again\n3 May: we met\n",
    "sentences": "So here's the thing: we never did.\n\nWe talked. Note: nothing.\n\nHonestly: no.\n",
    "lettered list": "A. First option\nB. Second option\nC. Third\n\nA. again\n",
    "agenda": "Lunch 12:30\nPizza\nTalk 13:30\nBob speaks\nTea 15:00\n",
    "recipe": "Flour: 200g\nSugar: 100g\nMilk: a cup\n",
    "records": "Alleged: x\nForce: y\nMotive: z\n\n" * 3,
    "quarters": "Q1 2023: up\nQ2 2023: down\nQ1 2024: flat\nQ1 2023: up",
    "numbered questions": "Q1: How many?\nTen.\nQ2: Why?\nNo idea.\nQ1: How many?\n",
    "addresses and times": "http://a.b: c\nhttps://x.y\nSee 10:30 and 11:30\n10:30: start\n",
    "headings": "## Background: the case\n\n## Methods: how\n\nText: none\n",
    "letter": "To: a\nFrom: b\nSubject: c\n\nDear all: hello\n",
    "opposites": "Pros: fast\nCons: slow\n",
    "weekdays": "Monday: we did\nTuesday: we did\nWednesday: rest\nMonday: we did\n",
    "front matter": "---\ntitle: A talk\nspeaker: Jane\ninterviewer: Tom\n---\n\nThanks for having me.\n",
    "letterhead": "Date: 3 May\nLocation: Leeds\nDuration: 40 min\nParticipant ID: 7\n\nWe met and talked.\n",
    "noises": "[laughs] So I went.\n\n[inaudible] and back.\n\n[laughs] Again.\n",
    "names taken out of prose": "The officer rang [redacted].\n[redacted] was out.\n[redacted] – a colleague – came.\n"
    "[name removed] said so.\n[redacted]\twas there\n",
    "noises before a dash": "We met.\n[pause] - then no.\nIt went on.\n[pause] - nothing.\n[laughter]\tall of us\n",
    "letters after each other": "FROM: Ann\nTO: Bob\nRE: the file\n\nIt is late.\n\n"
    "FROM: Bob\nTO: Ann\nRE: the file\n\nNo.\n",
    "Chinese points": "会议讨论了三个问题：\n第一：时间太长。\n第二：没有人负责。\n结论：需要改变。\n大家同意了。\n",
    "plain words": "We met.\nWe talked.\n",
}


def read(text: str, name: str = "a.txt") -> ImportedText:
    return read_bytes(text.encode(), name)


@pytest.mark.parametrize("layout", LABELLED)
def test_labels_name_their_speakers(layout: str) -> None:
    text, speakers = LABELLED[layout]
    assert read(text).speakers == speakers


@pytest.mark.parametrize("kind", UNLABELLED)
def test_speakers_are_never_invented(kind: str) -> None:
    imported = read(UNLABELLED[kind])
    assert imported.speakers == {}
    assert imported.roles == {}
    assert imported.turns


def test_a_turn_holds_what_was_said_without_its_label() -> None:
    imported = read("Cover\n\nInterviewer (0:05):  What\nchanged? \n\nCPS 1: We speak.\n\nEarlier.\n\n")
    got = [
        (t.speaker, t.time, imported.text[t.start : t.end], imported.text[t.label_start : t.start])
        for t in imported.turns
    ]
    assert got == [
        (None, None, "Cover", ""),
        ("Interviewer", 5.0, "What\nchanged?", "Interviewer (0:05):  "),
        ("CPS 1", None, "We speak.\n\nEarlier.", "CPS 1: "),
    ]


def test_a_name_that_was_taken_out_is_a_label_with_its_mark_and_the_time_above() -> None:
    imported = read("0:01\n[redacted] - How?\n\n0:09\n[P4] - In May.\n\n0:15\n[redacted] - So?\n\n0:20\n[P4] - No.\n")
    assert [imported.text[turn.start : turn.end] for turn in imported.turns] == ["How?", "In May.", "So?", "No."]
    assert [(turn.speaker, turn.time) for turn in imported.turns[:2]] == [("redacted", 1.0), ("P4", 9.0)]
    assert imported.warnings == ()


def test_lines_that_carry_a_label_are_turns_of_their_own() -> None:
    assert [t.speaker for t in read("P1: a\nP1: b\nI: c?\nP1:\nI: d?\n").turns] == ["P1", "P1", "I", "P1", "I"]


def test_the_transcribers_credit_is_nobodys_speech() -> None:
    imported = read("Anna  0:00\nHow?\n\nBen  0:05\nFine.\n\nTranscribed by https://otter.ai\n")
    assert [(t.speaker, imported.text[t.start : t.end]) for t in imported.turns] == [
        ("Anna", "How?"),
        ("Ben", "Fine."),
        (None, "Transcribed by https://otter.ai"),
    ]


def test_observers_are_others() -> None:
    assert read("Officer: a\nObserver: b\nOfficer: c\nObserver: d\n").roles == {
        "Officer": "participant",
        "Observer": "other",
    }


def test_roles_follow_the_labels_words() -> None:
    imported = read("Interviewer: a?\nCPS 1: b\nUnknown Speaker: c\nInterviewer: d?\nAll: e\nINT2: f?\n")
    assert imported.roles == {
        "Interviewer": "interviewer",
        "CPS 1": "participant",
        "Unknown Speaker": "other",
        "All": "other",
        "INT2": "interviewer",
    }


@pytest.mark.parametrize(
    ("labels", "asking"),
    [
        (("INT", "RES"), "INT"), (("I", "RES"), "I"), (("RES", "PAR"), "RES"),
        (("Researcher", "Respondent"), "Researcher"), (("IR", "IE"), "IR"), (("Cyfwelydd", "Cyfranogwr"), "Cyfwelydd"),
    ],
)  # fmt: skip
def test_short_words_ask_or_answer_by_their_partner(labels: tuple[str, str], asking: str) -> None:
    imported = read("".join(f"{label}: words\n" for label in labels * 3))
    assert imported.roles == {label: "interviewer" if label == asking else "participant" for label in labels}


def test_answers_without_a_label_are_remarked_upon() -> None:
    imported = read("Interviewer: What?\n\nNothing much.\n\nInterviewer: Why?\n\nBecause.\n")
    assert imported.speakers == {"Interviewer": 2}
    assert ["only interviewers are named" in warning for warning in imported.warnings] == [True]


def test_a_time_beside_a_name_is_no_key_of_a_record() -> None:
    said = ["Smith, Jane   0:03\nThanks.", "Tom O'Neil   0:09\nHappy: yes.", "Smith, Jane   0:15\nWhy?"]
    assert read("\n".join([*said, "Tom O'Neil   1:02:03\nBecause."])).speakers == {"Smith, Jane": 2, "Tom O'Neil": 2}


def test_a_code_with_a_remark_is_a_code() -> None:
    imported = read("Moderator: Well?\nP1: Yes.\nModerator: And?\nP1: No.\nP10 (female): I disagree.\n")
    assert imported.speakers == {"Moderator": 2, "P1": 2, "P10 (female)": 1}


@pytest.mark.parametrize(
    ("labels", "asking"),
    [("IP", "I"), ("QA", "Q"), ("FA", "F"), ("DR", "D"), ("RP", "R"), ("IR", "I")],
)
def test_letters_ask_or_answer_by_their_partner(labels: str, asking: str) -> None:
    imported = read("".join(f"{label}: words\n" for label in labels * 3))
    assert [name for name, role in imported.roles.items() if role == "interviewer"] == [asking]


def test_a_misspelt_role_is_still_that_role() -> None:
    imported = read("[Checheur] (0:02 - 0:05)\nDepuis quand ?\n\n[Interviewe] (0:05 - 0:06)\nDix ans.\n")
    assert imported.roles == {"Checheur": "interviewer", "Interviewe": "participant"}


def test_unlabelled_text_is_passages_of_paragraphs() -> None:
    assert len(read("One.\n\nTwo\nstill two.\n\n\nThree.").turns) == 3
    assert len(read("One line.\nAnother line.\nA third.\n").turns) == 3
    assert len(read("these lines are merely\nwrapped where the\nwindow ended and go on\nso they are one").turns) == 1


def test_time_lines_in_text_stand_before_their_words() -> None:
    imported = read("00:00.000 --> 00:27.640\nHello.\n\n01:28.000 --> 01:35.280\nToday.\n", "cues.md")
    assert imported.format == "md"
    assert [(t.speaker, t.time, imported.text[t.start : t.end]) for t in imported.turns] == [
        (None, 0.0, "Hello."),
        (None, 88.0, "Today."),
    ]


def test_a_time_line_belongs_to_the_turn_below_also_across_a_blank_line() -> None:
    said = read("0:03\n\nAnna: How?\n\n0:20\n\nBen: Well.\n\n0:31\n\nAnna: So?\n\n0:40\n\nBen: Yes.\n")
    found = [(t.speaker, t.time, said.text[t.start : t.end]) for t in said.turns]
    assert found == [("Anna", 3, "How?"), ("Ben", 20, "Well."), ("Anna", 31, "So?"), ("Ben", 40, "Yes.")]


def test_a_time_line_that_ends_a_turn_is_not_given_to_the_next() -> None:
    said = read("Anna: How?\n0:20\n\nBen: Well.\n0:31\n\nAnna: I see.\n0:40\n\nBen: Yes.\n0:44\n")
    assert [t.time for t in said.turns] == [None] * 4


@pytest.mark.parametrize("layout", ["{}:\n{}\n", "{}:\n\n{}\n", "00:00:0{n} {}\n{}\n"])
def test_the_first_turn_needs_no_blank_line_below_the_cover_page(layout: str) -> None:
    talk = [("Anna Lee", "How did it begin?"), ("Ben Poe", "Well, slowly.")] * 3
    spoken = "".join(layout.format(*turn, n=n) for n, turn in enumerate(talk))
    cover = "Early advice\nDate: 3 May 2023\nPlace: Leeds\n"
    assert read(cover + spoken).speakers == {"Anna Lee": 3, "Ben Poe": 3}


def test_a_note_of_the_researcher_is_no_speaker() -> None:
    text = "RES Note\nShe came late.\n\nISVA 3 I\nHow?\n\nISVA 3\nBy letter.\n\nISVA 3 I\nWhy?\n\nISVA 3\nSo.\n"
    assert read_bytes(text.encode(), "a.txt").speakers == {"ISVA 3 I": 2, "ISVA 3": 2}


def test_people_called_by_where_they_work_are_speakers() -> None:
    """As a whole column of a table, and before a colon."""
    text = "Facilitator of the group: How?\nIndependent adviser of the charity: So.\n" * 3
    assert read_bytes(text.encode(), "a.txt").speakers == {
        "Facilitator of the group": 3, "Independent adviser of the charity": 3,
    }  # fmt: skip
    rows = "Interviewer of the study\tHow?\nOfficer 3 of the northern team\tSo.\n" * 3
    assert list(read_bytes(rows.encode(), "a.txt").speakers) == [
        "Interviewer of the study", "Officer 3 of the northern team",
    ]  # fmt: skip


def test_an_answer_of_one_word_is_no_heading_of_a_table() -> None:
    text = "Speaker\tText\nP7\tTime.\nI\tHow?\nP7\tWords.\nI\tWhat?\nP7\tTurn\n"
    assert read_bytes(text.encode(), "a.txt").speakers == {"P7": 3, "I": 2}


def test_a_running_number_on_the_line_above_a_name_is_no_speech() -> None:
    """As text from a table whose first column counts the turns has it."""
    said = [("Anna Lee", "How long?"), ("Ben Roe", "Eleven."), ("Anna Lee", "2"), ("Ben Roe", "No.\n7\nmaybe.")]
    text = "".join(f"{at}\n{name}\n{words}\n" for at, (name, words) in enumerate(said, 1))
    imported = read(text)
    assert [(t.speaker, imported.text[t.start : t.end]) for t in imported.turns] == said
    uncounted = read(text.replace("3\nAnna", "5\nAnna"))
    assert [uncounted.text[t.start : t.end] for t in uncounted.turns if t.speaker][1] == "Eleven.\n5"


def test_a_number_of_a_list_may_touch_the_name() -> None:
    text = "".join(f"{at}.{'Ben Roe' if at % 2 else 'Anna Lee'}: Words {at}.\n" for at in range(8, 14))
    assert {turn.speaker for turn in read(text).turns} == {"Anna Lee", "Ben Roe"}


@pytest.mark.parametrize(("asks", "answers"), [("المحاورة", "المشاركة"), ("מראיינת", "משתתפת")])
def test_arabic_and_hebrew_roles_alone_on_their_lines(asks: str, answers: str) -> None:
    turns = read(f"{asks}\nماذا؟\n{answers}\nنعم.\n{asks}\nכן?\n{answers}\nלא.\n").turns
    assert [turn.speaker for turn in turns] == [asks, answers, asks, answers]


def test_a_name_that_takes_turns_with_a_role_on_lines_of_their_own_is_a_speaker_too() -> None:
    """Not an answer of one word, which stands below a label."""
    imported = read(3 * "Dan\nHow is it?\n\nParticipant\nExactly\n\nDan\nSo?\n\nParticipant\nYes.\n\n")
    assert imported.speakers == {"Dan": 6, "Participant": 6}
    said = [imported.text[t.start : t.end] for t in imported.turns]
    assert said == 3 * ["How is it?", "Exactly", "So?", "Yes."]


def test_a_time_behind_a_hyphen_or_in_the_next_column_is_glued_to_nobody() -> None:
    table = "משתתפת\tהוא הגיע ב-12:30 ביום\nמראיינת\tלמה?\n" * 3
    assert read(table).speakers == {"משתתפת": 3, "מראיינת": 3}


WRAPPED = (
    ("Chercheuse", "Comment avez-vous commencé à travailler avec eux, et qui vous a parlé de ce programme ?"),
    (
        "Marc",
        "D'abord on nous a dit d'attendre la réponse du bureau, puis : rien, pendant des mois. Ensuite ils ont écrit "
        "au directeur, puis : encore rien. Et Paul : non. On a donc décidé de partir, tous ensemble, avant que Paul : "
        "enfin, tout le monde.",
    ),
)


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_word_before_a_colon_where_a_line_was_wrapped_names_nobody(blank: str) -> None:
    for width in range(40, 81):
        turns = (textwrap.fill(f"{name} : {words}", width) for name, words in WRAPPED * 4)
        imported = read(blank.join(turns))
        said = [(turn.speaker, " ".join(imported.text[turn.start : turn.end].split())) for turn in imported.turns]
        assert said == [*WRAPPED * 4], width


def test_a_speaker_who_cuts_others_short_in_wrapped_lines_speaks() -> None:
    """Turns that end inside sentences, some of them where the line is full."""
    asked = ("so you went there and", "yes but they told", "it must have been very long before somebody came")
    turns = [
        textwrap.fill(f"{name}: {words} and then we had to go {'on and ' * (number % 4)}on", 36 + number % 5)
        for number, words in enumerate(asked * 4)
        for name in ("Ann", "Ben")
    ]
    assert read("\n".join(turns)).speakers == {"Ann": 12, "Ben": 12}


def test_a_first_turn_over_two_lines_right_below_the_cover_page_is_speech() -> None:
    imported = read(
        "Interview 7\nDate: 3 May 2023\nModerator: Jane Smith\n"
        "Moderator: What went well with them,\nand what did not?\n"
        "Ann Lee: Little.\nModerator: Why?\nAnn Lee: Nobody knows.\n"
    )
    said = [(turn.speaker, imported.text[turn.start : turn.end]) for turn in imported.turns if turn.speaker]
    assert said == [
        ("Moderator", "What went well with them,\nand what did not?"), ("Ann Lee", "Little."), ("Moderator", "Why?"),
        ("Ann Lee", "Nobody knows."),
    ]  # fmt: skip
