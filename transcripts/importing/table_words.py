"""What columns are called: the usual heads of tables of speech, in the languages that interviews come in."""

from __future__ import annotations

import re
from functools import lru_cache

from transcripts.cell_types import day

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETED = re.compile(r"[\[(][^\[\]()]{0,40}[\])]")
_OTHER = re.compile(r"[\W_]+")


def _heads(text: str) -> frozenset[str]:
    return frozenset(" ".join(each.split()) for each in text.split(",") if each.strip())


SPEAKER = _heads(
    """
    speaker, speakers, speaker name, speaker names, speaker label, speaker id, spk, name of speaker, who, who speaks,
    talker, voice, person speaking, speakername, sprecher, sprecherin, sprechende, sprechende person, person, redner,
    locuteur, locutrice, intervenant, intervenante, orateur, qui parle, hablante, orador, oradora, interlocutor,
    falante, locutor, parlante, interlocutore, relatore, spreker, talare, taler, snakker, puhuja, mówca, rozmówca,
    mluvčí, hovoří, говорящий, спикер, ομιλητής, konuşmacı, 说话人, 發言人, 发言人, 講者, 話者, 発言者, 화자, 발화자,
    المتحدث, דובר, siaradwr
    """
)
SECOND_CHOICE_OF_SPEAKER = _heads(
    """
    participant, name, role, from, sender, author, user, username, user name, speaker role, rolle, rôle, rol, ruolo,
    nom, nombre, nome, naam, namn, navn, teilnehmer
    """
)
"""Columns that name who speaks where no other column does and somebody in them speaks again after somebody else."""
TEXT = _heads(
    """
    text, texts, transcript, transcription, full transcript, utterance, utterances, speech, dialogue, dialog, content,
    contents, words, spoken words, what was said, said, caption, captions, subtitle, subtitles, sentence, segment,
    segment text, message, verbatim, transcribed text, transcript text, interview text, body, full text, statement,
    texte, paroles, propos, énoncé, retranscription, discours, contenu, äußerung, aussage, wortlaut, transkript,
    transkription, gesagtes, redebeitrag, inhalt, beitrag, texto, transcripción, discurso, enunciado, contenido,
    transcrição, fala, conteúdo, testo, trascrizione, enunciato, contenuto, battuta, tekst, uitspraak, inhoud,
    transcriptie, yttrande, ytring, teksti, litteraatti, wypowiedź, transkrypcja, přepis, výrok, текст, реплика,
    высказывание, κείμενο, metin, 文本, 内容, 原文, 发言内容, 話內容, テキスト, 発言, 発話, 発言内容, 텍스트, 발화,
    내용, النص, טקסט, testun
    """
)
START = _heads(
    """
    start, start time, begin, begin time, from, time, times, timestamp, time stamp, timestamps, timecode, time code,
    timespan, time span, time range, timing, zeitspanne,
    tc, tc in, in, in time, offset, onset, start ms, start s, start sec, start seconds, time start, startzeit, beginn,
    anfang, zeit, zeitstempel, von, début, debut, temps, heure, horodatage, minutage, inicio, início, comienzo, tiempo,
    hora, tempo, marca de tiempo, inizio, orario, starttijd, tijd, tijdcode, starttid, tid, tidskod, alku, aika,
    początek, czas, začátek, čas, начало, время, тайм код, таймкод, αρχή, ώρα, başlangıç, zaman, 开始, 开始时间, 时间,
    開始, 開始時間, 時間, 時刻, 시작, 시작 시간, 시간, الوقت, זמן, amser
    """
)
END = _heads(
    """
    end, end time, stop, stop time, to, until, tc out, out, out time, end ms, end s, end sec, end seconds, time end,
    endzeit, ende, bis, fin, fim, fine, hasta, até, eindtijd, einde, sluttid, slut, slutt, loppu, koniec, konec, конец,
    окончание, τέλος, bitiş, 结束, 结束时间, 終了, 終了時間, 結束, 끝, 종료
    """
)
DOCUMENT = _heads(
    """
    document, documents, document id, document name, doc, interview, interview id, interview no, interview number,
    interview name, interviews, file, file name, filename, source, source file, transcript id, transcript name,
    recording, audio file, session, session id, conversation, conversation id, entretien, fichier, gespräch, datei,
    dokument, entrevista, archivo, documento, intervista, arquivo, bestand, wywiad, rozhovor, haastattelu, интервью,
    файл, документ, görüşme, 访谈, 采访, 文件, インタビュー, 인터뷰
    """
)
LABEL = DOCUMENT | _heads(
    """
    id, label, title, participant, participant id, pid, respondent, respondent id, response id, interviewee, name,
    pseudonym, code, ref, reference, record, record id, case, case id, teilnehmer, titel, titre, título, titolo,
    nombre, nom, nome, naam, kennung, identifiant
    """
)
"""What a document in a row is called by."""
CASE = _heads(
    """
    case, case id, case no, case number, case ref, case reference, case file, case file id, case code, case name,
    review id, review no, urn, crime number, crime reference, crime ref, cohort no, cohort number, cohort id, fall,
    fallnummer, fall id, dossier, numéro de dossier, caso, número de caso, zaak, zaaknummer, sak, ärende
    """
)
NUMBER = _heads(
    """
    no, nr, n, number, line, line no, line number, row, turn, turn no, turn number, index, idx, seq, sequence, order,
    position, segment id, segment no, utterance id, layer id, id, num, numéro, zeile, nummer, número, ligne, línea
    """
)
"""Columns that only count the rows."""


FACTS = frozenset({"kind", "group", "area", "date", "language", "participant", "case"})
"""What every document has a place for; any other column that describes one is an attribute under its own name."""


def fact(head: str, cell: str) -> tuple[str, str]:
    """What a column says of a document: the name as documents know it, and the value; days are ISO 8601."""
    name = head.casefold() if head.casefold() in FACTS else head
    return name, (day(cell) or cell) if name == "date" else cell


@lru_cache(maxsize=4096)
def key_of_head(head: str) -> str:
    """`Start_Time (hh:mm)` and `startTime` → `start time`: heads are compared by this."""
    plain = _OTHER.sub(" ", _BRACKETED.sub(" ", _CAMEL.sub(" ", head))).strip()
    return (plain or _OTHER.sub(" ", head).strip()).casefold()


_KNOWN = SPEAKER | SECOND_CHOICE_OF_SPEAKER | TEXT | START | END | LABEL | CASE | NUMBER


def is_known(head: str) -> bool:
    """Whether a cell is one of the usual heads of columns."""
    return len(head) <= 60 and key_of_head(head) in _KNOWN
