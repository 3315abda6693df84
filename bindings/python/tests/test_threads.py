# SPDX-License-Identifier: Apache-2.0
"""Several threads, callbacks from other threads, forked children."""

import multiprocessing
import os
import subprocess
import sys
import textwrap
import threading
import time

import pytest

import forestall
from conftest import DRAFT


def run_in_threads(count, work):
    failures = []

    def guarded(number):
        try:
            work(number)
        except BaseException as error:  # pylint: disable=broad-except
            failures.append(error)

    threads = [threading.Thread(target=guarded, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert not failures and not any(thread.is_alive() for thread in threads), failures


def test_eight_threads_write_read_vote_and_learn_at_once(index):
    def work(number):
        for turn in range(25):
            name = f"t{number}-{turn}"
            assert index.put({"id": name, "lang": "en", "title": f"printer {name}"}) == 1
            index.vote(name, voter="ann")
            index.learn(forestall.Lesson(name, forestall.Draft(subject="sign in"), [name]))
            searcher = index.searcher()
            assert searcher.votes(name).helpful == 1, "the next searcher sees what was written"
            assert searcher.search("printer", limit=3).total > turn // 2
            forestall.Suggester(searcher).solutions_for(DRAFT, min_confidence=0)
            if turn % 2:
                index.remove(name)

    run_in_threads(8, work)
    assert index.stats().documents == 5 + 8 * 13 and index.check().ok()


def test_one_searcher_batch_and_index_may_be_closed_while_others_use_them(index):
    searcher = index.searcher()
    closed = threading.Event()

    def work(number):
        if number == 0:
            time.sleep(0.05)
            searcher.close()
            closed.set()
            return
        while True:
            done = closed.is_set()
            try:
                searcher.search("printer")
            except forestall.UnsupportedError:
                return
            assert not done

    run_in_threads(8, work)


def test_a_batch_that_is_being_written_does_not_change(tmp_path):
    with forestall.Index.create(tmp_path / "desk.db") as index:
        batch = forestall.Batch()
        for number in range(3000):
            batch.put({"id": f"d{number}", "title": "printer", "body": "one two three four five " * 20})
        written = []
        writer = threading.Thread(target=lambda: written.append(index.write(batch)))
        writer.start()
        refused = 0
        while writer.is_alive():
            try:
                batch.remove("nobody")
            except forestall.UnsupportedError as error:
                refused += "another thread" in str(error)
        writer.join()
        assert written == [3000] and refused > 0


def test_other_threads_run_while_a_call_works(tmp_path):
    with forestall.Index.create(tmp_path / "desk.db") as index:
        batch = forestall.Batch()
        for number in range(4000):
            batch.put({"id": f"d{number}", "title": "printer", "body": "one two three four five " * 30})
        began, ticks = time.monotonic(), []
        writer = threading.Thread(target=index.write, args=(batch,))
        writer.start()
        while writer.is_alive():
            ticks.append(time.monotonic())
            time.sleep(0.001)
        assert len(ticks) > 20, f"{len(ticks)} turns in {time.monotonic() - began} s: the interpreter's lock was kept"


def test_a_callback_may_use_the_index_from_the_thread_that_called(index):
    seen = []
    forestall.import_jsonl(
        index,
        ['{"id":"n-1","title":"scanner"}'],
        progress=lambda report: seen.append(index.searcher().search("scanner").total),
    )
    assert seen == [1]


def test_a_log_may_be_called_and_its_errors_go_to_the_hook_for_those(tmp_path, monkeypatch):
    """Segments cannot be written: the background thread says so, again and again, until the index is closed."""
    raised, lines = [], []
    monkeypatch.setattr(sys, "unraisablehook", lambda fault: raised.append(fault.exc_value))

    def log(line):
        lines.append(line)
        raise ValueError("a log that fails")

    index = forestall.Index.create(tmp_path / "desk.db", memory_budget=1 << 20, log=log)
    segments = next(entry for entry in (tmp_path / "desk.db").iterdir() if entry.is_dir() and "segment" in entry.name)
    segments.rename(tmp_path / "elsewhere")
    (tmp_path / "desk.db" / segments.name).write_text("in the way")
    try:
        for number in range(40):
            index.put({"id": f"d{number}", "lang": "en", "body": " ".join(f"w{number}x{i}" for i in range(3000))})
    except forestall.IoError:
        pass
    until = time.monotonic() + 20
    while not raised and time.monotonic() < until:
        time.sleep(0.01)
    with pytest.raises(forestall.Error):
        index.close()
    index.close()
    assert lines and isinstance(raised[0], ValueError)


def in_child(work):
    """The exit status of a forked child that does this; a child that hangs is killed."""
    pid = os.fork()
    if pid == 0:
        status = 9
        try:
            status = work()
        finally:
            os._exit(status)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.01)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    return "hangs"


def test_a_forked_child_gets_an_error_for_its_parents_handles(index, tmp_path):
    searcher = index.searcher()
    suggester = forestall.Suggester(searcher)

    def child():
        for call in (
            lambda: index.put({"id": "x", "title": "y"}),
            index.searcher,
            index.stats,
            lambda: searcher.search("a"),
            lambda: suggester.solutions_for(DRAFT),
            lambda: forestall.Index.create(tmp_path / "new.db"),
            lambda: forestall.export_jsonl(index, tmp_path / "x"),
        ):
            try:
                call()
            except forestall.UnsupportedError as error:
                if "fork" not in str(error):
                    return 2
            else:
                return 1
        index.close()
        searcher.close()
        repr(index), repr(searcher), repr(suggester)  # pylint: disable=expression-not-assigned
        return 0

    assert in_child(child) == 0
    index.put({"id": "after", "lang": "en", "title": "scanner"})
    assert index.searcher().search("scanner").total == 1 and index.check().ok()


def test_a_child_that_lives_on_does_not_keep_the_index_locked(tmp_path):
    index = forestall.Index.create(tmp_path / "desk.db")
    wait, go = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(go)
        os.read(wait, 1)
        os._exit(0)
    index.close()
    del index
    with forestall.Index.open(tmp_path / "desk.db") as again:
        again.put({"id": "a", "title": "b"})
    os.close(go)
    os.waitpid(pid, 0)


@pytest.mark.parametrize("ending", ["sys.exit(0)", "pass", "index.close()", "del index, searcher; gc.collect()"])
def test_a_forked_child_ends_in_an_orderly_way(tmp_path, ending):
    """Interpreter, atexit and C++ destructors included: nothing hangs, nothing is damaged."""
    script = textwrap.dedent(f"""
        import forestall, gc, os, sys
        index = forestall.Index.create({str(tmp_path / "desk.db")!r})
        for number in range(50):
            index.put({{"id": f"d{{number}}", "title": "printer"}})
        searcher = index.searcher()
        pid = os.fork()
        if pid == 0:
            {ending}
        else:
            status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
            index.put({{"id": "last", "title": "printer"}})
            assert index.check().ok() and index.searcher().search("printer").total == 51
            print("child ended with", status)
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "child ended with 0\n", "")


def search_in_process(directory):
    with forestall.Index.open(directory, read_only=True) as index:
        return [hit.id for hit in index.searcher().search("printer")]


def test_spawned_processes_open_the_index_for_themselves(index, tmp_path):
    index.flush()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(search_in_process, [tmp_path / "desk.db"] * 4) == [["kb-3"]] * 4


def test_an_index_left_open_at_the_end_loses_nothing(tmp_path):
    script = textwrap.dedent(f"""
        import forestall
        index = forestall.Index.create({str(tmp_path / "desk.db")!r}, log=print)
        keep = [index.searcher(), forestall.Suggester(index.searcher())]
        index.put({{"id": "a", "title": "kept"}})
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    with forestall.Index.open(tmp_path / "desk.db") as index:
        assert index.searcher().search("kept").total == 1


def test_ctrl_c_ends_a_long_import(tmp_path):
    script = textwrap.dedent(f"""
        import forestall, itertools, json, signal
        def interrupt(*_):
            raise KeyboardInterrupt
        signal.signal(signal.SIGALRM, interrupt)
        index = forestall.Index.create({str(tmp_path / "desk.db")!r})
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.3)
            while True:
                forestall.import_jsonl(index, ('{{"id":"d%d","title":"printer"}}' % n for n in range(10**9)))
        except KeyboardInterrupt:
            print("interrupted")
    """)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")
