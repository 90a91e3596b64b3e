"""Words that tell a speaker's label from other words before a colon: roles, document details, noises, small talk.

English and the common European languages, and the usual words of a few others. Compared case-folded.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in text.split(",") if word.strip())


INTERVIEWER = _words(
    """
    interviewer, interviewers, cyfwelydd, int, intv, intvr, intr, iv, ivr, interv, researcher, res, facilitator, fac,
    moderator, mod, host, question, interviewerin, interviewende, forscher, forscherin, moderatorin, frage,
    chercheur, chercheuse, enquêteur, enquêtrice, enqueteur, enqueteuse, intervieweur, intervieweuse, animateur,
    animatrice, modérateur, modératrice, entrevistador, entrevistadora, moderador, moderadora, investigador,
    investigadora, pesquisador, pesquisadora, pregunta, pergunta, domanda, intervistatore, intervistatrice,
    moderatore, moderatrice, ricercatore, ricercatrice, onderzoeker, interviewster, vraag, intervjuare,
    intervjuer, forskare, forsker, fråga, spørsmål, spørgsmål, haastattelija, prowadzący, prowadząca, badacz,
    badaczka, ankieter, ankieterka, tazatel, tazatelka, интервьюер, ведущий, ведущая, исследователь, вопрос,
    ερευνητής, ερευνήτρια, συνεντευκτής, 采访者, 採訪者,
    访谈者, 訪談者, 主持人, 访员, 問, 问, インタビュアー, 聞き手, 司会,
    면접자, 연구자, 질문자, 인터뷰어, 提问者, 提問者, 질문, المحاور,
    المحاورة, الباحث, الباحثة, מראיין, מראיינת, חוקר, חוקרת,
    görüşmeci, araştırmacı, người phỏng vấn, pewawancara, peneliti
    """
)

PARTICIPANT = _words(
    """
    participant, interviewee, respondent, resp, informant, ptcpt, speaker, spk, answer, interviewé, interviewée,
    interviewe, enquêté, enquêtée, répondant, répondante, participante, réponse, locuteur, intervenant,
    intervenante, befragte, befragter, teilnehmer, teilnehmerin, sprecher, sprecherin, antwort,
    interviewpartner, interviewpartnerin, entrevistado, entrevistada, respuesta, resposta, hablante, orador,
    informante, intervistato, intervistata, risposta, partecipante, respondente, deelnemer, geïnterviewde,
    spreker, antwoord, deltagare, deltaker, deltager, svar, talare, haastateltava, vastaaja, rozmówca,
    rozmówczyni, badany, badana, respondentka, респондент, информант, участник, участница, ответ, συμμετέχων,
    συμμετέχουσα, 受访者, 受訪者, 被访者, 被訪者, 答, 話し手, 語り手, 답변, 인터뷰이, 回答者, 参加者, 응답자, 참가자,
    참여자, المشارك, المشاركة, المبحوث, المبحوثة,
    מרואיין, מרואיינת, משתתף, משתתפת,
    katılımcı, konuşmacı, cyfranogwr, người trả lời, narasumber, responden, informan
    """
)

OTHER = _words(
    """
    unknown, unknown speaker, unidentified, unidentified speaker, unidentified voice, all, everyone, everybody,
    both, several, multiple, multiple voices, multiple speakers, voices, group, several voices, inconnu, tous,
    alle, todos, todas, tutti, allen, narrator
    """
)
"""Voices that are nobody's in particular; on their own they do not prove that a document has labels."""

BYSTANDERS = _words(
    """
    observer, note taker, note-taker, notetaker, transcriber, transcriptionist, field note, observer's note,
    interpreter, translator, interprète, traducteur, traductrice, dolmetscher, dolmetscherin, intérprete,
    traductor, traductora, interprete, tolk, beobachter, beobachterin, observateur, observatrice
    """
)
"""People whose words are about the talk, not part of it."""

PEOPLE = _words(
    """
    officer, detective, inspector, sergeant, constable, prosecutor, lawyer, solicitor, barrister, counsel,
    judge, court, clerk, isva, idva, adviser, advisor, caseworker, worker, manager, chair, chairman, chairwoman,
    chairperson, member, public, man, woman, male, female, voice, person, student, teacher, pupil, doctor,
    nurse, patient, parent, mother, father, mum, dad, child, interpreter, translator, observer, assistant,
    analyst, lead, supporter, victim, survivor, complainant, defendant, witness, speaker, participant,
    respondent, interviewer, interviewee, audience, presenter, panellist, panelist, homme, femme, mann, frau,
    hombre, mujer, voix, stimme, policier, agent
    """
)

DETAILS = _words(
    """
    date, time, location, place, venue, duration, length, participant id, interview, interview id, interview no,
    interview number, id, file, file name, filename, recording, audio, audio file, video, transcript,
    transcription, transcribed, transcribed by, transcriber, title, subject, re, cc, bcc, to, from, sent, note,
    notes, nb, n.b, ps, p.s, warning, example, examples, project, study, version, draft, author, authors,
    status, source, url, link, website, email, e-mail, phone, tel, telephone, address, topic, topics, theme,
    themes, summary, abstract, background, introduction, conclusion, conclusions, discussion, method, methods,
    results, key, legend, keywords, tags, section, part, chapter, appendix, page, table, figure, fig, box, step,
    day, week, month, year, quarter, round, session, item, slide, slides, media, speakers, participants,
    attendees, attending, present, apologies, absent, agenda, action, actions, decision, decisions, break,
    pause, start, end, start time, end time, begin, age, gender, sex, role, job, job title, occupation,
    ethnicity, nationality, name, names, force, area, region, organisation, organization, department, unit,
    team, rank, years of service, group, case, case no, case number, reference, ref, code, codes, language,
    consent, confidential, confidentiality, classification, setting, context, purpose, aim, aims, objective,
    objectives, outcome, outcomes, reason, reasons, prompt, prompts, probe, probes, recommendation,
    recommendations, finding, findings, issue, issues, strength, strengths, weakness, weaknesses, type, kind,
    category, description, comment, comments, important, update, tip, covid, interview date,
    date of interview, place of interview, interview location, interviewed by, recorded by, interview with,
    pros, cons, pro, con, before, after, observation, observations, case file, visit, meeting,
    workshop, training, forum, total, pseudonym, chapters, references, sources, details, disclaimer, copyright, licence,
    license, lieu, durée, heure, titre, remarque, sujet, projet, résumé, nom, âge, sexe, profession, fichier,
    entretien, enregistrement, datum, zeit, ort, dauer, titel, hinweis, anmerkung, thema, projekt,
    zusammenfassung, datei, alter, geschlecht, beruf, aufnahme, beispiel, fecha, hora, lugar, duración, título,
    nota, tema, proyecto, resumen, nombre, edad, sexo, profesión, archivo, ejemplo, diapositivas, entrevista,
    data, ora, luogo, durata, titolo, argomento, progetto, riassunto, età, professione, esempio, data e hora,
    local, duração, nome, idade, plaats, duur, onderwerp, samenvatting, naam, leeftijd, beroep, bestand,
    voorbeeld, opmerking, tid, sted, plats, längd, ämne, navn, namn,
    时间, 時間, 日期, 日時, 日付, 地点, 地點, 場所, 主题, 主題, 题目, 題目, 备注, 備註, 備考, 编号, 編號, 姓名, 氏名,
    年龄, 年齡, 年齢, 性别, 性別, 职业, 職業, 访谈对象, 訪談對象, 访谈时间, 訪談時間, 访谈地点, 訪談地點, 访谈日期,
    采访时间, 采访地点, 项目, 項目, 录音时间, 날짜, 일시, 시간, 장소, 주제, 제목, 이름, 나이, 성별, 직업, 비고
    """
)

MONTHS = _words(
    """
    january, february, march, april, may, june, july, august, september, october, november, december, monday,
    tuesday, wednesday, thursday, friday, saturday, sunday, jan, feb, mar, apr, jun, jul, aug, sep, sept, oct,
    nov, dec, janvier, février, mars, avril, mai, juin, juillet
    """
)

MONTH_NAMES = _words("april, may, june, august, jan, mars, mai, juin, sun, avril")
"""Months and days that are people's names too."""

PARTICLES = _words(
    "de, da, do, dos, das, du, del, della, di, van, von, der, den, le, la, les, el, "
    "al, bin, ibn, of, the, and, &, y, e, et, "
    "und, och, af"
)
"""Small words inside names."""

NOISES = _words(
    """
    laughs, laughter, laughing, laugh, inaudible, unclear, unintelligible, indistinct, crosstalk, cross talk,
    overlap, overlapping, pause, long pause, silence, music, applause, noise, background noise, phone rings,
    redacted, sic, end, start, recording, recording starts, recording ends, recording stops, interruption,
    interrupted, coughs, cough, sighs, sigh, crying, cries, tearful, gap, break, end of recording, end of
    interview, start of recording, end of transcript, speaking foreign language, foreign, name, place, rires,
    rire, lachen, lacht, unverständlich, risas, risa, ride, risate, anonymised, anonymized, removed, deleted,
    image, video, link, note, blank_audio, smiles, smiling, whispers, whispering, shouts, shouting, interrupts,
    interrupting, continues, continued, continuing, cont, cont., cont'd, cont’d, off mic, off camera, nods, nodding,
    weint, lachend, rit, riant
    """
)

WITHOUT_NAME = _words("redacted, name, name removed, name redacted, anonymised, anonymized, removed, deleted")
"""What stands in brackets for somebody, if a colon follows."""

TALK = _words(
    """
    well, so, yes, no, yeah, okay, ok, right, sure, now, then, but, and, or, because, honestly, actually,
    basically, obviously, anyway, look, listen, first, firstly, second, secondly, third, thirdly, finally,
    lastly, hello, hi, hey, thanks, thank you, good morning, good afternoon, remember, think, sorry, oh, ah,
    hmm, mm, mhm, um, uh, erm, er, exactly, again, also, still, maybe, perhaps, however, therefore, for example,
    for instance, that is, this, these, there, here, what, why, how, when, where, who, one thing, the thing, my
    point, same, never, always, true, false, fact, point, result, bottom line, oui, non, bonjour, alors, donc,
    merci, voilà, ja, nein, doch, danke, sí, si, bueno, pues, gracias, hola, ecco, allora, grazie, ciao, nee,
    nej, sim, não, obrigado, obrigada
    """
)

SPEAKER_CELLS = _words("speaker, speakers, who, name, participant, person, role, sprecher, locuteur")
"""What stands above a table's column of names."""

HEADER_CELLS = _words(
    "text, transcript, utterance, speech, dialogue, content, words, what was said, "
    "time, timestamp, turn, comments, notes"
)
"""What stands beside “Speaker” in the first row of a table, so that the row is a heading."""
