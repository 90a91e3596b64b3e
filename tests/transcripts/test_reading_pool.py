"""Files are read in processes of their own: whatever happens to one, the others and the program go on."""

from __future__ import annotations

import os
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from functools import partial
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcripts.errors import ImportRefused
from transcripts.importing import Decisions, ImportedText, limits, read_documents, wire
from transcripts.importing import pool as pool_module
from transcripts.importing.model import Doubt, ImportedTurn
from transcripts.importing.pool import ReadingPool, Source
from transcripts.importing.watch import Watch

INTERVIEW = "Interviewer: Why?\nCPS {0}: Because {0}.\nInterviewer: And?\nCPS {0}: So.\n"


def interview(number: int) -> bytes:
    return INTERVIEW.format(number).encode()


def source(data: bytes, name: str = "a.txt", decisions: Decisions | None = None) -> Source:
    return Source(name, lambda: data, decisions or Decisions())


def reasons(pool: ReadingPool, sources: Iterable[Source]) -> list[str]:
    return [str(reading.refusal or "") for reading in pool.read_all(sources)]


def test_files_come_back_in_order_and_as_they_are_read_here() -> None:
    with ReadingPool(40) as pool:
        readings = list(pool.read_all(source(interview(number)) for number in range(40)))
    assert [reading.content for reading in readings] == [interview(number) for number in range(40)]
    for number, reading in enumerate(readings):
        assert reading.documents == read_documents(interview(number), "a.txt")


def test_what_is_read_ahead_is_bounded_however_long_each_takes_to_be_taken_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "_HELD_BYTES", 1)
    begun: list[int] = []
    ahead: list[int] = []

    def content(number: int) -> bytes:
        begun.append(number)
        return interview(number)

    with ReadingPool(40) as pool:
        processes = len(pool.pids())
        readings = pool.read_all(Source("a.txt", partial(content, number)) for number in range(40))
        for taken, reading in enumerate(readings, 1):
            assert reading.content == interview(taken - 1)
            sha256(bytes(60_000_000))  # what takes longer than reading a few does
            ahead.append(len(begun) - taken)
    assert len(begun) == 40
    assert max(ahead) <= 2 * processes


def test_the_file_waited_for_is_read_though_those_behind_it_filled_the_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads of the pool come to their files in any order: made certain here by holding the first ones up."""
    monkeypatch.setattr(pool_module, "_HELD_BYTES", 1)
    monkeypatch.setattr(pool_module, "_Held", LateFirst)
    with ReadingPool(8) as pool:
        if len(pool.pids()) < 2:
            pytest.skip("one processor reads its files in their order")
        numbers = range(8)
        readings = list(pool.read_all(Source("a.txt", partial(interview, number)) for number in numbers))
    assert [reading.content for reading in readings] == [interview(number) for number in numbers]


class LateFirst(pool_module._Held):
    """A thread that has the first file in hand, and is kept from going on until another has read the second."""

    def __init__(self) -> None:
        super().__init__()
        self._second_read = Event()

    def await_room(self, number: int) -> None:
        if number == 0:
            assert self._second_read.wait(60)
        super().await_room(number)

    def add(self, count: int) -> None:
        super().add(count)
        self._second_read.set()


def test_what_is_refused_has_its_reason_and_holds_up_nothing(tmp_path: Path) -> None:
    def absent() -> bytes:
        raise ImportRefused("no such file")

    with ReadingPool(4) as pool:
        sources = [source(b"\x89PNG"), Source("b.txt", absent), source(b" "), source(interview(1))]
        empty = "empty: there is no text in it"
        assert reasons(pool, sources) == ["a picture (PNG), not text", "no such file", empty, ""]


def test_decisions_go_along_with_each_file() -> None:
    decisions = Decisions(encoding="cp1252", names={"cps 1": "Prosecutor"}, roles={"prosecutor": "other"})
    with ReadingPool(2) as pool:
        decided, plain = pool.read_all([source(interview(1), "a.txt", decisions), source(interview(1))])
    assert decided.documents == read_documents(interview(1), "a.txt", decisions)
    assert set(decided.documents[0].speakers) == {"Interviewer", "Prosecutor"}
    assert set(plain.documents[0].speakers) == {"Interviewer", "CPS 1"}


def test_a_pool_for_nothing_starts_no_process_and_still_reads() -> None:
    with ReadingPool(0) as pool:
        assert pool.pids() == []
        assert reasons(pool, [source(interview(1))]) == [""]
        assert len(pool.pids()) == 1


class Fatal(Mapping[str, str]):
    """Decisions whose sending kills the process that is to read the file."""

    def __init__(self, pool: ReadingPool, how: signal.Signals) -> None:
        self._pool, self._how = pool, how

    def __iter__(self) -> Iterator[str]:
        for pid in self._pool.pids():
            os.kill(pid, self._how)
        return iter(())

    def __getitem__(self, key: str) -> str:
        raise KeyError(key)

    def __len__(self) -> int:
        return 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(
    ("how", "reason"),
    [
        (signal.SIGKILL, limits.TOO_MUCH_MEMORY),
        (signal.SIGXCPU, limits.TOO_SLOW),
        (signal.SIGSEGV, "refused: reading it broke the reader (-11); open it in the program it comes from and save it "
         "anew, as .docx or plain text"),
    ],
)  # fmt: skip
def test_a_process_that_dies_loses_its_file_alone(how: signal.Signals, reason: str) -> None:
    with ReadingPool(1) as pool:
        fatal = source(interview(2), "a.txt", Decisions(names=Fatal(pool, how)))
        assert reasons(pool, [source(interview(1)), fatal, source(interview(3))]) == ["", reason, ""]


def test_a_process_that_takes_too_long_is_ended_and_one_in_time_is_not() -> None:
    watch = Watch()
    for code, seconds, ended in (("pass", 600, False), ("import time; time.sleep(600)", 0, True)):
        with subprocess.Popen([sys.executable, "-c", code]) as process, watch.over(process, seconds):
            process.wait()
        assert watch.ended_it is ended
    watch.close()


def test_cancelling_ends_the_batch_and_the_next_one_goes_well() -> None:
    with ReadingPool(2) as pool:
        done: list[object] = []
        for reading in pool.read_all((source(interview(number)) for number in range(500)), lambda: len(done) >= 3):
            done.append(reading)
        assert len(done) == 3
        assert reasons(pool, [source(interview(number)) for number in range(5)]) == [""] * 5


def test_a_batch_may_be_left() -> None:
    with ReadingPool(2) as pool:
        for reading in pool.read_all(source(interview(number)) for number in range(500)):
            assert reading.documents
            break
        assert reasons(pool, [source(interview(1))]) == [""]


PROGRAM = """
import sys
from itertools import repeat
from transcripts.importing import pool as pool_module
from transcripts.importing.pool import ReadingPool, Source
from transcripts.importing.watch import Watch
try:
    with ReadingPool(2) as pool:
        for number, reading in enumerate(pool.read_all(repeat(Source("a.txt", lambda: b"A: one.\\nB: two.\\n")))):
            if number == 5:
                print(*pool.pids(), flush=True)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="pidfd")
@pytest.mark.parametrize(("how", "code"), [(signal.SIGKILL, -signal.SIGKILL), (signal.SIGINT, 130)])
def test_processes_end_with_the_program_and_quietly(how: signal.Signals, code: int) -> None:
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    assert program.stdout is not None
    watches = [os.pidfd_open(int(pid)) for pid in program.stdout.readline().split()]
    os.killpg(program.pid, how)
    said = program.communicate()
    assert (program.returncode, said) == (code, (b"", b""))
    for watch in watches:
        assert select.select([watch], [], [], 20)[0]
        os.close(watch)


def confined(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of memory or computing time there")
def test_memory_and_time_are_limited_and_no_dump_is_written() -> None:
    program = "from transcripts.importing import limits; limits.confine(); "
    assert "MemoryError" in confined(program + "bytearray(limits.MEMORY_BYTES)").stderr
    kept = confined(program + "import resource; print(resource.getrlimit(resource.RLIMIT_CORE))")
    assert kept.stdout.strip() == "(1, 1)"
    assert confined(program + "limits.allow(0)\nwhile True: pass").returncode == -signal.SIGXCPU


GIVEN = """
import resource
from transcripts.importing import limits
limits.go_on(2**20, 10**6, 10**6)
print(resource.getrlimit(resource.RLIMIT_CPU)[0] == resource.RLIM_INFINITY)
limits.allow(2**20)
print(resource.getrlimit(resource.RLIMIT_CPU)[0])
limits.go_on(2**20, 10**5, 10**6)
print(resource.getrlimit(resource.RLIMIT_CPU)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no limits of computing time there")
def test_words_earn_a_file_more_time_only_where_time_is_limited() -> None:
    unlimited, first, then = confined(GIVEN).stdout.split()
    assert (unlimited, int(then) - int(first)) == ("True", 10)


def test_time_is_earned_by_letters_as_far_as_instructions_may_paint_them() -> None:
    assert limits.seconds(0) == limits.seconds(0, 10**9, 0) == limits.seconds(0, 0, 10**6) == 3
    assert limits.seconds(100 * 2**20) == limits.seconds(100 * 2**20, 10**9, 0) == 4
    assert limits.seconds(0, 10_000, 10**6) == limits.seconds(0, 10**6, 10_000) == 4
    assert limits.seconds(100 * 2**20, 10**9, 10**8) == 304
    for size in (0, 10_000, 10**6, 10**8):
        assert limits.clock_seconds(size, by_page=False) <= limits.clock_seconds(size, by_page=True)
        assert limits.seconds(size, 10**9, size) < limits.clock_seconds(size, by_page=True)


@pytest.mark.parametrize(
    "deed",
    [
        "open('x', 'w')", "os.open('x', os.O_CREAT)", "socket.create_connection(('127.0.0.1', 9))", "os.system('true')",
        "subprocess.run(['true'])", "os.remove('x')",
    ],
)  # fmt: skip
def test_a_parser_can_write_no_file_call_nobody_and_start_nothing(deed: str, tmp_path: Path) -> None:
    program = "import os, socket, subprocess, sys; from transcripts.importing import worker; "
    done = confined(f"{program} os.chdir({str(tmp_path)!r}); sys.addaudithook(worker.forbid); {deed}")
    assert "PermissionError" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_too_much_text_and_too_many_turns_are_refused() -> None:
    text = ImportedText("x" * (limits.CHARACTERS // 2 + 1), "utf-8", "txt", ())
    limits.require_sensible([text])
    with pytest.raises(ImportRefused, match="20,000,002 characters"):
        limits.require_sensible([text, text])
    many = ImportedText("x", "utf-8", "txt", (ImportedTurn(0, 0, 1),) * (limits.TURNS + 1))
    with pytest.raises(ImportRefused, match="100,001 turns"):
        limits.require_sensible([many])


# -- what goes over the pipe --------------------------------------------------------------------------------------

WORDS = st.text(max_size=8)
TEXTS = st.dictionaries(WORDS, WORDS, max_size=3)


@st.composite
def documents(draw: st.DrawFn) -> ImportedText:
    text = draw(st.text(st.characters(), max_size=60))
    marks = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    speakers = st.none() | st.sampled_from(["A", "Ann", "\u0421PS", "[/b]", "\x1b]52;"])
    times = st.none() | st.floats(0, 1e5)
    turns = tuple(
        ImportedTurn(*three, draw(speakers), draw(times))
        for three in zip(marks[::3], marks[1::3], marks[2::3], strict=False)
    )
    doubts = st.lists(st.builds(Doubt, WORDS, WORDS, WORDS), max_size=2).map(tuple)
    warnings = st.lists(WORDS, max_size=2).map(tuple)
    return ImportedText(
        text,
        draw(WORDS),
        draw(WORDS),
        turns,
        draw(TEXTS),
        draw(warnings),
        draw(WORDS),
        draw(TEXTS),
        draw(doubts),
        draw(st.none() | st.integers(0, 99)),
    )


@settings(deadline=None)
@given(st.lists(documents(), max_size=3))
def test_documents_arrive_as_they_were_sent(sent: list[ImportedText]) -> None:
    arrived = wire.to_documents(wire.unpacked(wire.packed_documents(sent)))
    assert arrived == tuple(sent)
    assert [each.counted for each in arrived] == [each.counted for each in sent]


@settings(deadline=None)
@given(st.builds(Decisions))
def test_decisions_arrive_as_they_were_sent(sent: Decisions) -> None:
    value = wire.unpacked(wire.packed({"decisions": wire.of_decisions(sent)}))
    assert wire.to_decisions(value["decisions"]) == sent


def test_nothing_of_a_document_stays_behind() -> None:
    (sent,) = read_documents(interview(1), "a.txt")
    (value,) = wire.unpacked(wire.packed_documents([sent]))["documents"]
    assert set(value) - {"names"} | {"text"} == {field.name for field in fields(ImportedText)}


@pytest.mark.parametrize(
    "change",
    [
        {"turns": [[0], [0], [9999], [0], [None]]}, {"turns": [[0], [0], [1], [7], [None]]},
        {"turns": [[0, 1], [0], [1], [0], [None]]}, {"turns": [[0.5], [1], [2], [0], [None]]},
        {"turns": [[5, 0], [5, 0], [6, 1], [0, 0], [None, None]]}, {"turns": None}, {"roles": []}, {"warnings": [1]},
        {"doubts": [{"about": "a"}]}, {"doubts": [{"about": "a", "taken": "b", "said": "c", "more": "d"}]},
    ],
)  # fmt: skip
def test_what_no_reader_sends_is_not_taken(change: dict[str, object]) -> None:
    message = wire.unpacked(wire.packed_documents(read_documents(interview(1), "a.txt")))
    (value,) = message["documents"]
    with pytest.raises(wire.Garbled):
        wire.to_documents({**message, "documents": [{**value, **change}]})


@pytest.mark.parametrize("texts", [None, [], [""], ["short"], [5], ["a", "b"]])
def test_turns_without_their_text_are_not_taken(texts: object) -> None:
    message = wire.unpacked(wire.packed_documents(read_documents(interview(1), "a.txt")))
    with pytest.raises(wire.Garbled):
        wire.to_documents({**message, "texts": texts})


def framed(head: bytes, texts: bytes = b"") -> bytes:
    return struct.pack(">Q", len(head)) + head + texts


@pytest.mark.parametrize(
    ("head", "texts"),
    [
        (b"{}", b""), (b'{"texts":[3]}', b"ab"), (b'{"texts":[3]}', b"abcd"), (b'{"texts":[-1,4]}', b"abc"),
        (b'{"texts":[1.5]}', b"ab"), (b'{"texts":["a"]}', b"a"), (b'{"texts":[true]}', b"a"), (b'{"texts":5}', b""),
        (b'{"texts":[1]}', b"\xff"), (b'{"texts":{"a":1}}', b"a"),
    ],
)  # fmt: skip
def test_texts_that_are_not_as_announced_are_not_taken(head: bytes, texts: bytes) -> None:
    with pytest.raises(wire.Garbled):
        wire.unpacked(framed(head, texts))


@pytest.mark.parametrize(
    "head", [b"", b"[]", b"\xff", b"[" * 100_000, b"{", b"5"], ids=["empty", "list", "binary", "deep", "cut", "number"]
)
def test_what_is_no_object_is_not_taken(head: bytes) -> None:
    for data in (head, framed(head), framed(head)[:-1]):
        with pytest.raises(wire.Garbled):
            wire.unpacked(data)


def test_a_frame_longer_than_allowed_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "frame").open("w+b") as stream:
        wire.write_frame(stream, b"12345")
        stream.seek(0)
        read = partial(wire.read_frame, stream)
        with pytest.raises(wire.Garbled):
            read(4)
        stream.seek(0)
        assert read(5) == b"12345"
        with pytest.raises(EOFError):
            read(5)
